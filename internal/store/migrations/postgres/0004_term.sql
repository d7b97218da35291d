-- What editions call persons, places, organisations and expressions. lang and name are those of the first form.
CREATE TABLE term (
    id      BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    edition TEXT    NOT NULL, -- empty for all
    kind    TEXT    NOT NULL,
    status  TEXT    NOT NULL,
    lang    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    forms   TEXT    NOT NULL,
    keep    BOOLEAN NOT NULL,
    exact   BOOLEAN NOT NULL,
    note    TEXT    NOT NULL,
    origin  TEXT    NOT NULL,
    seen    BIGINT  NOT NULL,
    changed BIGINT  NOT NULL,
    UNIQUE (edition, lang, name)
);
CREATE INDEX term_status ON term (status, id);
