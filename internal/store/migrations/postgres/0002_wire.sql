-- Documents are kept compressed. Those of before stay as they are: text is told apart by its first byte.
ALTER TABLE article_version ADD COLUMN packed BYTEA NOT NULL DEFAULT '\x';
UPDATE article_version SET packed = convert_to(content, 'UTF8');
ALTER TABLE article_version DROP COLUMN content;
ALTER TABLE article_version RENAME COLUMN packed TO content;

-- What only an article's page shows stands apart, so that lists read little.
CREATE TABLE translation_content (
    translation_id BIGINT PRIMARY KEY REFERENCES translation (id),
    article        BYTEA  NOT NULL,
    segments       BYTEA  NOT NULL
);
INSERT INTO translation_content (translation_id, article, segments)
SELECT id, convert_to(content, 'UTF8'), convert_to(segments, 'UTF8') FROM translation;
ALTER TABLE translation DROP COLUMN content;
ALTER TABLE translation DROP COLUMN segments;

ALTER TABLE translation ADD COLUMN rights_limit   TEXT    NOT NULL DEFAULT '';
ALTER TABLE translation ADD COLUMN rights_reasons TEXT    NOT NULL DEFAULT 'null';
ALTER TABLE translation ADD COLUMN noindex        BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE translation ADD COLUMN human          BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE translation ADD COLUMN changed        BIGINT  NOT NULL DEFAULT 0;
UPDATE translation SET changed = published;
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
    data   BYTEA  NOT NULL,
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

-- What search was given: it can't be read back from the index.
CREATE TABLE analysed (
    translation_id BIGINT PRIMARY KEY REFERENCES translation (id),
    title          BYTEA  NOT NULL,
    body           BYTEA  NOT NULL
);
CREATE TABLE search (
    rowid  BIGINT   PRIMARY KEY,
    vector TSVECTOR NOT NULL
);
CREATE INDEX search_vector ON search USING gin (vector);
