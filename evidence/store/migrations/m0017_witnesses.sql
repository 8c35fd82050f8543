-- What this folder's witness has seen of others' logs, and what this folder's own witnesses answered.
CREATE TABLE witnessed (
    id TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    root TEXT NOT NULL,
    checkpoint TEXT NOT NULL,
    at TEXT NOT NULL,
    refused TEXT,
    refused_at TEXT
);
CREATE TABLE witness_answers (
    id TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    size INTEGER NOT NULL,
    problem TEXT,
    since TEXT
);
