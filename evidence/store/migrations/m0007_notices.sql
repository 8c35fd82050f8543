-- Notices: a row is one notice to one channel. What readers were told of each URL, and what else there is to
-- tell, stand beside it. None of this is evidence: it is kept outside the custody log, which is handed out
-- with the evidence and forgets nothing, while these rows hold addresses of people and change with every try.
ALTER TABLE notices ADD COLUMN night TEXT;
ALTER TABLE notices ADD COLUMN channel TEXT;
ALTER TABLE notices ADD COLUMN due_at TEXT;
ALTER TABLE notices ADD COLUMN tried_at TEXT;
ALTER TABLE notices ADD COLUMN problem TEXT;
CREATE UNIQUE INDEX notices_once ON notices(night, channel);
CREATE INDEX notices_due ON notices(state, due_at);
CREATE TABLE told (
    url_id TEXT PRIMARY KEY REFERENCES urls(id),
    verdict TEXT NOT NULL,
    since TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    told_at TEXT NOT NULL
);
CREATE TABLE troubles (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    facts_json TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    night TEXT
);
