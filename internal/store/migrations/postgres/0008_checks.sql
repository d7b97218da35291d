-- Severities of checks that a source has of its own, a JSON list.
ALTER TABLE source ADD COLUMN checks TEXT NOT NULL DEFAULT 'null';
