-- What the outbox of web archives needs, and checks judged again with a memento as baseline.
ALTER TABLE archive_jobs ADD COLUMN rank INTEGER;
ALTER TABLE archive_jobs ADD COLUMN memento_id TEXT REFERENCES mementos(id);
ALTER TABLE archive_jobs ADD COLUMN submitted_at TEXT;
ALTER TABLE archive_jobs ADD COLUMN tried_at TEXT;
ALTER TABLE archive_jobs ADD COLUMN problem TEXT;
CREATE UNIQUE INDEX archive_jobs_open ON archive_jobs(archive, url_id, act, COALESCE(memento_id, ''))
    WHERE state IN ('not-attempted', 'submitted', 'pending', 'outcome-unknown');
CREATE INDEX archive_jobs_due ON archive_jobs(archive, rank, due_at, queued_at)
    WHERE state IN ('not-attempted', 'submitted', 'pending', 'outcome-unknown');
CREATE INDEX archive_jobs_url ON archive_jobs(url_id);
ALTER TABLE mementos ADD COLUMN original TEXT;
ALTER TABLE mementos ADD COLUMN status INTEGER;
ALTER TABLE mementos ADD COLUMN media_type TEXT;
ALTER TABLE mementos ADD COLUMN cause TEXT;
ALTER TABLE mementos ADD COLUMN at_most TEXT;
ALTER TABLE mementos ADD COLUMN note TEXT;
CREATE INDEX mementos_url ON mementos(url_id, captured_at);
CREATE INDEX mementos_capture ON mementos(capture_id);
ALTER TABLE checks ADD COLUMN replaces TEXT REFERENCES checks(id);
CREATE INDEX checks_replaces ON checks(replaces);
CREATE TABLE archive_replies (
    id TEXT PRIMARY KEY,
    job_id TEXT REFERENCES archive_jobs(id),
    archive TEXT NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    warc TEXT NOT NULL,
    "offset" INTEGER NOT NULL,
    length INTEGER NOT NULL,
    block_sha256 TEXT NOT NULL
);
CREATE TABLE archive_services (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    closures INTEGER NOT NULL,
    closed_until TEXT,
    problem TEXT
);
