-- The versions of a plan as they were read: their units, so that what became of each commitment can be told again and
-- proved. A version that is a capture has its bytes in the WARC files; of a file the digest is kept.
CREATE TABLE series_versions (
    id TEXT PRIMARY KEY,
    series TEXT NOT NULL,
    location TEXT NOT NULL,
    dated TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    capture_id TEXT REFERENCES captures(id),
    added_at TEXT NOT NULL,
    plan_json TEXT NOT NULL
);
CREATE INDEX series_versions_series ON series_versions(series);
