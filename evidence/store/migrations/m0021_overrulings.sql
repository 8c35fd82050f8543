-- A person says that what looks lost is not: recorded and shown, and alarms obey it for as long as that loss lasts.
CREATE TABLE overrulings (
    id TEXT PRIMARY KEY,
    url_id TEXT NOT NULL REFERENCES urls(id),
    check_id TEXT NOT NULL REFERENCES checks(id),
    cause TEXT NOT NULL,
    since TEXT NOT NULL,
    overruled_at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX overrulings_url ON overrulings(url_id);
