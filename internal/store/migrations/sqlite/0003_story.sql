-- The coverage of one event in one language. A merged one is only another name.
CREATE TABLE story (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    lang     TEXT   NOT NULL,
    articles BIGINT NOT NULL,
    latest   BIGINT NOT NULL,
    centroid BLOB  NOT NULL,
    merged   BIGINT REFERENCES story (id)
);
CREATE INDEX story_merged ON story (merged) WHERE merged IS NOT NULL;

CREATE TABLE story_member (
    article_id BIGINT PRIMARY KEY REFERENCES article (id),
    version_id BIGINT NOT NULL REFERENCES article_version (id),
    story_id   BIGINT NOT NULL REFERENCES story (id),
    copy_of    BIGINT NOT NULL,
    time       BIGINT NOT NULL,
    terms      TEXT   NOT NULL,
    sketch     BLOB  NOT NULL
);
CREATE INDEX story_member_story ON story_member (story_id, time);
CREATE INDEX story_member_copy ON story_member (copy_of) WHERE copy_of <> 0;

-- How many articles hold a term, and the stories that lately had it. seen is exact to the day.
CREATE TABLE story_term (
    hash     BIGINT PRIMARY KEY,
    articles BIGINT NOT NULL,
    seen     BIGINT NOT NULL,
    stories  TEXT   NOT NULL
);
CREATE INDEX story_term_rare ON story_term (seen) WHERE articles < 3;

-- Hashes of wording that lead to the articles that may be copies.
CREATE TABLE story_print (
    hash       BIGINT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES article (id),
    seen       BIGINT NOT NULL,
    PRIMARY KEY (hash, article_id)
);
CREATE INDEX story_print_article ON story_print (article_id);
CREATE INDEX story_print_seen ON story_print (seen);
