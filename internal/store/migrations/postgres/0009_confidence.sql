-- How sure the engine was, the mean log-probability of a segment's tokens: it orders what waits for a person.
ALTER TABLE translation ADD COLUMN confidence REAL NOT NULL DEFAULT 0;
