-- What engines that cost money were given, by day; source_id is 0 for none.
CREATE TABLE spend (
    engine     TEXT   NOT NULL,
    day        BIGINT NOT NULL,
    source_id  BIGINT NOT NULL,
    characters BIGINT NOT NULL,
    requests   BIGINT NOT NULL,
    micros     BIGINT NOT NULL,
    PRIMARY KEY (engine, day, source_id)
);

-- What is about to be sent, or was when a process died.
CREATE TABLE spend_open (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    engine     TEXT   NOT NULL,
    day        BIGINT NOT NULL,
    source_id  BIGINT NOT NULL,
    characters BIGINT NOT NULL,
    micros     BIGINT NOT NULL,
    made       BIGINT NOT NULL
);
CREATE INDEX spend_open_engine ON spend_open (engine, day);

CREATE TABLE engine_output (
    key    TEXT   PRIMARY KEY,
    output BYTEA  NOT NULL,
    made   BIGINT NOT NULL
);
CREATE INDEX engine_output_made ON engine_output (made);
