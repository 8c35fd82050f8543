-- How like its capture a page is that was opened again from what was kept of it alone.
CREATE TABLE replays (
    id TEXT PRIMARY KEY,
    rendering_id TEXT NOT NULL REFERENCES renderings(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    replayed_at TEXT NOT NULL,
    browser TEXT,
    text REAL,
    picture REAL,
    lacking INTEGER NOT NULL,
    problem TEXT
);
CREATE INDEX replays_rendering ON replays(rendering_id, replayed_at);
CREATE INDEX replays_url ON replays(url_id);
