-- What a chain-of-custody record needs beyond the first tables, and the logs of merged folders.
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
CREATE INDEX captures_place ON captures(warc, "offset");
ALTER TABLE captures ADD COLUMN network_id TEXT REFERENCES networks(id);
ALTER TABLE captures ADD COLUMN request_sha256 TEXT;
ALTER TABLE captures ADD COLUMN first_byte_us INTEGER;
ALTER TABLE captures ADD COLUMN ended_us INTEGER;
ALTER TABLE checks ADD COLUMN attempts INTEGER;
ALTER TABLE runs ADD COLUMN collector_json TEXT;
CREATE TABLE merged_custody (
    id TEXT PRIMARY KEY,
    chain TEXT NOT NULL,
    seq INTEGER NOT NULL,
    previous TEXT,
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    rows_json TEXT NOT NULL,
    detail_json TEXT,
    UNIQUE (chain, seq)
);
