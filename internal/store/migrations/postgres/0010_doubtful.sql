-- What findings warn of in a list: see Translation.Doubtful. What was kept before counts as sure until it is translated again.
ALTER TABLE translation ADD COLUMN doubtful_title BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE translation ADD COLUMN doubtful_standfirst BOOLEAN NOT NULL DEFAULT FALSE;
