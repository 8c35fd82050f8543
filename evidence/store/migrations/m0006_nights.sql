-- What the nightly service remembers: housekeeping, no evidence, and so outside the custody log. A heartbeat
-- every half minute would put a million entries a year between those that prove something, and what a night did
-- is in the log by its run. runs.ended_by says why a run stopped early: 'time-budget'.
CREATE TABLE nights (
    id TEXT PRIMARY KEY,
    schedule TEXT NOT NULL,
    night TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('before', 'running', 'done', 'failed', 'interrupted')),
    attempts INTEGER NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    exit_code INTEGER,
    run_id TEXT,
    pid INTEGER,
    problem TEXT
);
CREATE TABLE service (
    id TEXT PRIMARY KEY,
    pid INTEGER NOT NULL,
    version TEXT NOT NULL,
    started_at TEXT NOT NULL,
    heartbeat_at TEXT NOT NULL,
    stopped_at TEXT
);
ALTER TABLE runs ADD COLUMN ended_by TEXT;
