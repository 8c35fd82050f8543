-- What observers said they were shown when we looked at a URL, and by whom it is signed.
CREATE TABLE observations (
    id TEXT PRIMARY KEY,
    check_id TEXT NOT NULL REFERENCES checks (id),
    url_id TEXT NOT NULL REFERENCES urls (id),
    observer TEXT NOT NULL,
    key_id TEXT,
    country TEXT,
    network TEXT,
    is_elsewhere INTEGER NOT NULL,
    is_abroad INTEGER NOT NULL,
    asked_at TEXT NOT NULL,
    nonce TEXT NOT NULL,
    problem TEXT,
    statement TEXT,
    signature TEXT
);
CREATE INDEX observations_check ON observations (check_id);
CREATE INDEX observations_url ON observations (url_id, asked_at);
-- The certainty that a look reaches by itself because observers agree; NULL does not count in a row's digest.
ALTER TABLE checks ADD COLUMN at_least TEXT;
