-- All tables of the design.
CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('report', 'board')),
    location TEXT NOT NULL,
    title TEXT,
    published TEXT,
    language TEXT,
    added_at TEXT NOT NULL
);
CREATE TABLE source_versions (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources(id),
    sha256 TEXT NOT NULL,
    read_at TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    citations INTEGER NOT NULL,
    warnings_json TEXT,
    UNIQUE (source_id, sha256, read_at)
);
CREATE TABLE urls (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    domain TEXT NOT NULL,
    surt TEXT NOT NULL,
    added_at TEXT NOT NULL
);
CREATE INDEX urls_surt ON urls(surt);
CREATE INDEX urls_domain ON urls(domain);
CREATE TABLE citations (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    raw TEXT NOT NULL,
    origin TEXT NOT NULL,
    marker TEXT,
    note TEXT,
    claim TEXT,
    heading TEXT,
    label TEXT,
    page INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    repairs_json TEXT,
    alternatives_json TEXT,
    flags_json TEXT,
    first_version TEXT NOT NULL REFERENCES source_versions(id),
    last_version TEXT NOT NULL REFERENCES source_versions(id),
    gone_since TEXT,
    repointed_to TEXT REFERENCES citations(id)
);
CREATE INDEX citations_source ON citations(source_id);
CREATE INDEX citations_url ON citations(url_id);
CREATE TABLE candidates (
    id TEXT PRIMARY KEY,
    citation_id TEXT NOT NULL REFERENCES citations(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    kind TEXT NOT NULL CHECK (kind IN ('reading', 'document'))
);
CREATE INDEX candidates_citation ON candidates(citation_id);
CREATE INDEX candidates_url ON candidates(url_id);
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'interrupted', 'offline')),
    started_at TEXT NOT NULL,
    ended_at TEXT,
    due INTEGER NOT NULL,
    options_json TEXT NOT NULL,
    tool_version TEXT NOT NULL,
    rules_version TEXT NOT NULL,
    config_sha256 TEXT NOT NULL
);
CREATE TABLE warc_files (
    id TEXT PRIMARY KEY,
    run_id TEXT REFERENCES runs(id),
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    sealed_at TEXT NOT NULL,
    cut_bytes INTEGER
);
CREATE TABLE captures (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    captured_at TEXT NOT NULL,
    record_type TEXT NOT NULL CHECK (record_type IN ('response', 'revisit')),
    refers_to TEXT REFERENCES captures(id),
    warc TEXT NOT NULL,
    "offset" INTEGER NOT NULL,
    length INTEGER NOT NULL,
    status INTEGER NOT NULL,
    media_type TEXT,
    payload_sha256 TEXT NOT NULL,
    payload_bytes INTEGER NOT NULL,
    text_sha256 TEXT,
    block_sha256 TEXT NOT NULL,
    ip TEXT,
    fidelity TEXT NOT NULL CHECK (fidelity IN ('exact', 'reconstructed')),
    truncated TEXT
);
CREATE INDEX captures_warc ON captures(warc);
CREATE TABLE changes (
    id TEXT PRIMARY KEY,
    url_id TEXT NOT NULL REFERENCES urls(id),
    from_capture TEXT NOT NULL REFERENCES captures(id),
    to_capture TEXT NOT NULL REFERENCES captures(id),
    kind TEXT NOT NULL,
    significance REAL NOT NULL,
    words_removed INTEGER NOT NULL,
    words_added INTEGER NOT NULL,
    flags_json TEXT,
    found_at TEXT NOT NULL
);
CREATE INDEX changes_url ON changes(url_id);
CREATE TABLE checks (
    id TEXT PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    checked_at TEXT NOT NULL,
    duration_ms INTEGER NOT NULL,
    observer TEXT NOT NULL,
    verdict TEXT NOT NULL,
    cause TEXT NOT NULL,
    reasons_json TEXT NOT NULL,
    at_most TEXT NOT NULL,
    status INTEGER,
    reason TEXT,
    final_url TEXT,
    media_type TEXT,
    redirects_json TEXT,
    failure_json TEXT,
    tls_problem TEXT,
    etag TEXT,
    last_modified TEXT,
    capture_id TEXT REFERENCES captures(id),
    baseline_id TEXT REFERENCES captures(id),
    change_id TEXT REFERENCES changes(id),
    captures_json TEXT,
    UNIQUE (run_id, url_id)
);
CREATE INDEX checks_url ON checks(url_id, checked_at);
CREATE TABLE acceptances (
    id TEXT PRIMARY KEY,
    url_id TEXT NOT NULL REFERENCES urls(id),
    capture_id TEXT NOT NULL REFERENCES captures(id),
    accepted_at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE probes (
    id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    directory TEXT NOT NULL,
    parameter TEXT NOT NULL,
    probed_at TEXT NOT NULL,
    url TEXT NOT NULL,
    status INTEGER,
    final_url TEXT NOT NULL,
    capture_id TEXT REFERENCES captures(id)
);
CREATE INDEX probes_key ON probes(host, directory, parameter, probed_at);
CREATE TABLE outages (
    id TEXT PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs(id),
    fault TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    hosts INTEGER NOT NULL,
    checks_json TEXT NOT NULL
);
CREATE TABLE standings (
    url_id TEXT PRIMARY KEY REFERENCES urls(id),
    verdict TEXT NOT NULL,
    cause TEXT NOT NULL,
    certainty TEXT NOT NULL,
    since TEXT NOT NULL,
    last_look TEXT NOT NULL,
    last_good TEXT,
    looks INTEGER NOT NULL,
    next_look TEXT NOT NULL,
    series_json TEXT NOT NULL,
    baseline_id TEXT REFERENCES captures(id),
    check_id TEXT NOT NULL REFERENCES checks(id)
);
CREATE TABLE mementos (
    id TEXT PRIMARY KEY,
    url_id TEXT NOT NULL REFERENCES urls(id),
    archive TEXT NOT NULL,
    memento_url TEXT NOT NULL,
    captured_at TEXT NOT NULL,
    state TEXT NOT NULL,
    capture_id TEXT REFERENCES captures(id),
    UNIQUE (archive, memento_url)
);
CREATE TABLE archive_jobs (
    id TEXT PRIMARY KEY,
    url_id TEXT NOT NULL REFERENCES urls(id),
    archive TEXT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('lookup', 'fetch', 'save', 'confirm')),
    state TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    job_id TEXT,
    answer_json TEXT
);
CREATE TABLE board_entries (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    label_path TEXT,
    link_text TEXT,
    found_on TEXT,
    position INTEGER,
    first_version TEXT NOT NULL REFERENCES source_versions(id),
    last_version TEXT NOT NULL REFERENCES source_versions(id)
);
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    queued_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_json TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    sent_at TEXT
);
CREATE TABLE custody (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL UNIQUE,
    previous TEXT,
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    rows_json TEXT NOT NULL,
    detail_json TEXT
);
CREATE VIEW broken AS
    SELECT s.title AS source, c.marker, u.url, st.verdict, st.cause, st.certainty, st.since, st.last_good
    FROM standings st JOIN urls u ON u.id = st.url_id
    LEFT JOIN citations c ON c.url_id = u.id LEFT JOIN sources s ON s.id = c.source_id
    WHERE st.verdict IN ('missing', 'changed');
CREATE VIEW history AS
    SELECT u.url, k.checked_at, k.verdict, k.cause, k.status, k.final_url, k.capture_id, k.run_id
    FROM checks k JOIN urls u ON u.id = k.url_id ORDER BY u.url, k.checked_at;
CREATE VIEW coverage AS
    SELECT s.id AS source, COUNT(DISTINCT c.url_id) AS cited, COUNT(DISTINCT st.url_id) AS checked,
           SUM(st.verdict = 'unchecked') AS unchecked
    FROM sources s LEFT JOIN citations c ON c.source_id = s.id
    LEFT JOIN standings st ON st.url_id = c.url_id GROUP BY s.id;
