-- Results boards: what was walked, what it lists, what became of it. Label paths are JSON arrays of texts.
ALTER TABLE board_entries ADD COLUMN raw TEXT;
ALTER TABLE board_entries ADD COLUMN kind TEXT;
ALTER TABLE board_entries ADD COLUMN shape TEXT;
ALTER TABLE board_entries ADD COLUMN payload_sha256 TEXT;
ALTER TABLE board_entries ADD COLUMN dropped_at TEXT;
CREATE INDEX board_entries_source ON board_entries(source_id);
CREATE INDEX board_entries_url ON board_entries(url_id);
-- NULL is GET: what answered a posted form is not what stands at its address
ALTER TABLE captures ADD COLUMN method TEXT;
CREATE TABLE board_visits (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources(id),
    version_id TEXT REFERENCES source_versions(id),
    began_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('complete', 'cut', 'incomplete')),
    problem TEXT,
    pages INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    preset TEXT,
    left_out_json TEXT,
    failed_json TEXT
);
CREATE INDEX board_visits_source ON board_visits(source_id, began_at);
CREATE TABLE board_pages (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources(id),
    visit_id TEXT NOT NULL REFERENCES board_visits(id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    cause TEXT NOT NULL,
    entries INTEGER NOT NULL,
    leads INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    gone_looks INTEGER NOT NULL,
    capture_id TEXT REFERENCES captures(id)
);
CREATE INDEX board_pages_source ON board_pages(source_id);
CREATE INDEX board_pages_visit ON board_pages(visit_id);
CREATE TABLE board_events (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources(id),
    visit_id TEXT NOT NULL REFERENCES board_visits(id),
    entry_id TEXT REFERENCES board_entries(id),
    kind TEXT NOT NULL,
    detail_json TEXT NOT NULL
);
CREATE INDEX board_events_source ON board_events(source_id);
CREATE INDEX board_events_visit ON board_events(visit_id);
