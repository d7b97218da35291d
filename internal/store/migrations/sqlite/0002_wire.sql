-- Documents are kept compressed. Those of before stay as they are: text is told apart by its first byte.
ALTER TABLE article_version ADD COLUMN packed BLOB NOT NULL DEFAULT x'';
UPDATE article_version SET packed = CAST(content AS BLOB);
ALTER TABLE article_version DROP COLUMN content;
ALTER TABLE article_version RENAME COLUMN packed TO content;

-- What only an article's page shows stands apart, so that lists read little.
CREATE TABLE translation_content (
    translation_id BIGINT PRIMARY KEY REFERENCES translation (id),
    article        BLOB   NOT NULL,
    segments       BLOB   NOT NULL
);
INSERT INTO translation_content (translation_id, article, segments)
SELECT id, CAST(content AS BLOB), CAST(segments AS BLOB) FROM translation;
ALTER TABLE translation DROP COLUMN content;
ALTER TABLE translation DROP COLUMN segments;

ALTER TABLE translation ADD COLUMN rights_limit   TEXT    NOT NULL DEFAULT '';
ALTER TABLE translation ADD COLUMN rights_reasons TEXT    NOT NULL DEFAULT 'null';
ALTER TABLE translation ADD COLUMN noindex        BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE translation ADD COLUMN human          BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE translation ADD COLUMN changed        BIGINT  NOT NULL DEFAULT 0;
UPDATE translation SET changed = published;
DROP INDEX translation_front; -- made anew with what counting an edition's days needs
CREATE INDEX translation_front ON translation (edition_id, status, sort_time DESC, id DESC, source_id, rights_limit);
CREATE INDEX translation_article ON translation (article_id, version_id);

ALTER TABLE article ADD COLUMN lang      TEXT   NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN headline  TEXT   NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN published BIGINT NOT NULL DEFAULT 0;
CREATE INDEX article_version_id ON article (version_id);
CREATE INDEX article_merged ON article (merged) WHERE merged IS NOT NULL;

ALTER TABLE edition ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;

ALTER TABLE item ADD COLUMN problem TEXT NOT NULL DEFAULT '';
CREATE INDEX item_unread ON item (id) WHERE article_id IS NULL AND problem = '';

CREATE TABLE subscription (
    source_id BIGINT PRIMARY KEY REFERENCES source (id),
    hub       TEXT   NOT NULL,
    topic     TEXT   NOT NULL,
    secret    TEXT   NOT NULL,
    token     TEXT   NOT NULL UNIQUE,
    state     TEXT   NOT NULL,
    lease     BIGINT NOT NULL,
    asked     BIGINT NOT NULL,
    problem   TEXT   NOT NULL
);
CREATE INDEX subscription_lease ON subscription (lease);

CREATE TABLE media (
    key    TEXT   NOT NULL,
    size   TEXT   NOT NULL,
    url    TEXT   NOT NULL,
    type   TEXT   NOT NULL,
    width  BIGINT NOT NULL,
    height BIGINT NOT NULL,
    kept   BIGINT NOT NULL,
    data   BLOB   NOT NULL,
    PRIMARY KEY (key, size)
);
CREATE INDEX media_kept ON media (kept);

-- The pictures that a translation shows.
CREATE TABLE picture (
    translation_id BIGINT NOT NULL REFERENCES translation (id),
    key            TEXT   NOT NULL,
    PRIMARY KEY (translation_id, key)
);
CREATE INDEX picture_shown ON picture (key);

-- How much of a source and a section an edition has published. Triggers keep it, whatever changes a translation.
CREATE TABLE tally (
    edition_id TEXT   NOT NULL,
    source_id  BIGINT NOT NULL,
    section    TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    latest     BIGINT NOT NULL,
    PRIMARY KEY (edition_id, source_id, section)
);
INSERT INTO tally (edition_id, source_id, section, number, latest)
SELECT edition_id, source_id, section, COUNT(*), MAX(sort_time) FROM translation WHERE status = 'published'
GROUP BY edition_id, source_id, section;
CREATE TRIGGER tally_insert AFTER INSERT ON translation WHEN NEW.status = 'published' BEGIN
    INSERT INTO tally (edition_id, source_id, section, number, latest)
    SELECT NEW.edition_id, NEW.source_id, NEW.section, 1, NEW.sort_time WHERE NEW.status = 'published' AND NEW.rights_limit <> 'monitor'
    ON CONFLICT (edition_id, source_id, section) DO UPDATE SET number = tally.number + 1, latest = MAX(tally.latest, excluded.latest);
END;
CREATE TRIGGER tally_update AFTER UPDATE OF status, source_id, section, sort_time, rights_limit ON translation
WHEN OLD.status = 'published' OR NEW.status = 'published' BEGIN
    UPDATE tally SET number = number - 1, latest = CASE WHEN latest > OLD.sort_time THEN latest ELSE COALESCE((
        SELECT t.sort_time FROM translation t
        WHERE t.edition_id = OLD.edition_id AND t.status = 'published' AND t.source_id = OLD.source_id AND t.section = OLD.section
            AND t.rights_limit <> 'monitor'
        ORDER BY t.sort_time DESC LIMIT 1), 0) END
    WHERE edition_id = OLD.edition_id AND source_id = OLD.source_id AND section = OLD.section
        AND OLD.status = 'published' AND OLD.rights_limit <> 'monitor';
    INSERT INTO tally (edition_id, source_id, section, number, latest)
    SELECT NEW.edition_id, NEW.source_id, NEW.section, 1, NEW.sort_time WHERE NEW.status = 'published' AND NEW.rights_limit <> 'monitor'
    ON CONFLICT (edition_id, source_id, section) DO UPDATE SET number = tally.number + 1, latest = MAX(tally.latest, excluded.latest);
END;

-- What search was given: it can't be read back from the index.
CREATE TABLE analysed (
    translation_id BIGINT PRIMARY KEY REFERENCES translation (id),
    title          BLOB   NOT NULL,
    body           BLOB   NOT NULL
);
-- Tokens begin with three characters of their language: the prefixes serve one to three letters.
CREATE VIRTUAL TABLE search USING fts5 (title, lead, body, content = '', contentless_delete = 1, detail = column, tokenize = 'ascii', prefix = '4 5 6');
