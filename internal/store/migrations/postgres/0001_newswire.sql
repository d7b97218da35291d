CREATE TABLE source (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          TEXT    NOT NULL,
    address       TEXT    NOT NULL UNIQUE,
    host          TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    selector      TEXT    NOT NULL,
    lang          TEXT    NOT NULL,
    section       TEXT    NOT NULL,
    editions      TEXT    NOT NULL,
    mode          TEXT    NOT NULL,
    licence       TEXT    NOT NULL,
    engine        TEXT    NOT NULL,
    include       TEXT    NOT NULL,
    exclude       TEXT    NOT NULL,
    min_every     BIGINT  NOT NULL,
    max_every     BIGINT  NOT NULL,
    paused        BOOLEAN NOT NULL,
    created       BIGINT  NOT NULL,
    poll_state    TEXT    NOT NULL,
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL,
    health        TEXT    NOT NULL,
    problem       TEXT    NOT NULL,
    next_poll     BIGINT  NOT NULL,
    claimed_until BIGINT  NOT NULL
);
CREATE INDEX source_next_poll ON source (next_poll);
CREATE INDEX source_claimed ON source (claimed_until) WHERE claimed_until > 0;

CREATE TABLE article (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_id  BIGINT  NOT NULL REFERENCES source (id),
    first_seen BIGINT  NOT NULL,
    checked    BIGINT  NOT NULL,
    version_id BIGINT,
    number     BIGINT  NOT NULL,
    hash       TEXT    NOT NULL,
    merged     BIGINT REFERENCES article (id),
    retracted  BIGINT  NOT NULL,
    reason     TEXT    NOT NULL
);
CREATE INDEX article_source ON article (source_id, first_seen);

CREATE TABLE article_version (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id BIGINT  NOT NULL REFERENCES article (id),
    number     BIGINT  NOT NULL,
    read_at    BIGINT  NOT NULL,
    hash       TEXT    NOT NULL,
    content    TEXT    NOT NULL,
    UNIQUE (article_id, number)
);

CREATE TABLE page (
    version_id BIGINT  PRIMARY KEY REFERENCES article_version (id),
    read_at    BIGINT  NOT NULL,
    html       BYTEA   NOT NULL
);
CREATE INDEX page_read_at ON page (read_at);

CREATE TABLE address (
    key        TEXT    PRIMARY KEY,
    article_id BIGINT  NOT NULL REFERENCES article (id),
    url        TEXT    NOT NULL,
    first_seen BIGINT  NOT NULL
);
CREATE INDEX address_article ON address (article_id);

CREATE TABLE item (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_id    BIGINT  NOT NULL REFERENCES source (id),
    key          TEXT    NOT NULL,
    url          TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    summary      TEXT    NOT NULL,
    content_base TEXT    NOT NULL,
    authors      TEXT    NOT NULL,
    categories   TEXT    NOT NULL,
    lang         TEXT    NOT NULL,
    published    BIGINT  NOT NULL,
    updated      BIGINT  NOT NULL,
    first_seen   BIGINT  NOT NULL,
    changed      BIGINT  NOT NULL,
    hash         TEXT    NOT NULL,
    article_id   BIGINT REFERENCES article (id),
    content      BYTEA   NOT NULL,
    UNIQUE (source_id, key)
);
CREATE INDEX item_article ON item (article_id);

CREATE TABLE edition (
    id       TEXT PRIMARY KEY,
    lang     TEXT NOT NULL,
    title    TEXT NOT NULL,
    settings TEXT NOT NULL
);

CREATE TABLE translation (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id  BIGINT  NOT NULL REFERENCES article (id),
    version_id  BIGINT  NOT NULL REFERENCES article_version (id),
    edition_id  TEXT    NOT NULL REFERENCES edition (id),
    source_id   BIGINT  NOT NULL REFERENCES source (id),
    status      TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    section     TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    standfirst  TEXT    NOT NULL,
    image       TEXT    NOT NULL,
    sort_time   BIGINT  NOT NULL,
    made        BIGINT  NOT NULL,
    published   BIGINT  NOT NULL,
    reviewed_by TEXT    NOT NULL,
    reviewed_at BIGINT  NOT NULL,
    lang_from   TEXT    NOT NULL,
    lang_to     TEXT    NOT NULL,
    chain       TEXT    NOT NULL,
    content     TEXT    NOT NULL,
    segments    TEXT    NOT NULL,
    UNIQUE (version_id, edition_id)
);
CREATE INDEX translation_front ON translation (edition_id, status, sort_time DESC, id DESC);
CREATE INDEX translation_section ON translation (edition_id, status, section, sort_time DESC, id DESC);
CREATE INDEX translation_source ON translation (edition_id, status, source_id, sort_time DESC, id DESC);
CREATE UNIQUE INDEX translation_published ON translation (article_id, edition_id) WHERE status = 'published';

CREATE TABLE redirect (
    address TEXT   PRIMARY KEY,
    target  TEXT   NOT NULL,
    seen    BIGINT NOT NULL
);

CREATE TABLE setting (
    key     TEXT   PRIMARY KEY,
    value   TEXT   NOT NULL,
    changed BIGINT NOT NULL
);
