CREATE TABLE memory (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lang_from  TEXT    NOT NULL,
    lang_to    TEXT    NOT NULL,
    edition_id TEXT    NOT NULL,
    exact      TEXT    NOT NULL,
    skeleton   TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    target     TEXT    NOT NULL,
    author     TEXT    NOT NULL,
    origin     TEXT    NOT NULL,
    at         BIGINT  NOT NULL,
    UNIQUE (exact, edition_id)
);
CREATE INDEX memory_skeleton ON memory (skeleton);

CREATE TABLE memory_word (
    word      BIGINT NOT NULL,
    memory_id BIGINT NOT NULL REFERENCES memory (id),
    PRIMARY KEY (word, memory_id)
);
CREATE INDEX memory_word_memory ON memory_word (memory_id);

CREATE TABLE dismissal (
    key        TEXT   NOT NULL,
    edition_id TEXT   NOT NULL,
    rule       TEXT   NOT NULL,
    source     TEXT   NOT NULL,
    target     TEXT   NOT NULL,
    by_whom    TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (key, edition_id)
);
