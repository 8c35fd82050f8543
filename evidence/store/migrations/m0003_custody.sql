-- What a chain-of-custody record needs beyond the first tables, and the logs of merged folders. The log itself
-- is kept by position: the two indexes that it had took a fifth of it, and nobody looks an entry up by its id.
CREATE TABLE custody_by_position (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    previous TEXT,
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    rows_json TEXT NOT NULL,
    detail_json TEXT
);
INSERT INTO custody_by_position (seq, id, previous, at, act, rows_json, detail_json)
    SELECT seq, id, previous, at, act, rows_json, detail_json FROM custody ORDER BY seq;
DROP TABLE custody;
ALTER TABLE custody_by_position RENAME TO custody;
CREATE TABLE certificates (
    id TEXT PRIMARY KEY,
    seen_at TEXT NOT NULL,
    warc TEXT NOT NULL,
    "offset" INTEGER NOT NULL,
    length INTEGER NOT NULL,
    record_id TEXT NOT NULL,
    subject TEXT,
    issuer TEXT,
    not_before TEXT,
    not_after TEXT
);
CREATE TABLE networks (
    id TEXT PRIMARY KEY,
    addresses_json TEXT NOT NULL,
    port INTEGER,
    protocol TEXT,
    tls_version TEXT,
    tls_cipher TEXT,
    tls_sni TEXT,
    tls_problem TEXT,
    certificates_json TEXT
);
DROP INDEX captures_warc;
CREATE INDEX captures_place ON captures(warc, "offset") WHERE record_type = 'response';
ALTER TABLE captures ADD COLUMN network_id TEXT REFERENCES networks(id);
ALTER TABLE captures ADD COLUMN request_sha256 TEXT;
ALTER TABLE captures ADD COLUMN request_of TEXT REFERENCES captures(id);
ALTER TABLE captures ADD COLUMN first_byte_us INTEGER;
ALTER TABLE captures ADD COLUMN ended_us INTEGER;
ALTER TABLE checks ADD COLUMN attempts INTEGER;
DROP VIEW history;
CREATE VIEW history AS
    SELECT u.url, k.checked_at, k.verdict, k.cause, k.status, COALESCE(k.final_url, u.url) AS final_url, k.capture_id,
           k.run_id
    FROM checks k JOIN urls u ON u.id = k.url_id ORDER BY u.url, k.checked_at;
ALTER TABLE runs ADD COLUMN collector_json TEXT;
CREATE TABLE merged_custody (
    seq INTEGER NOT NULL,
    chain TEXT NOT NULL,
    id TEXT NOT NULL,
    previous TEXT,
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    rows_json TEXT NOT NULL,
    detail_json TEXT,
    PRIMARY KEY (chain, seq)
);
CREATE INDEX archive_replies_job ON archive_replies(job_id);
