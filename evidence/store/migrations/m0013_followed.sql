-- Documents that a cited page offers are a third kind of candidate. SQLite can't alter a CHECK, so the table is made
-- anew with the same rows: their digests in the custody log hold.
CREATE TABLE candidates_anew (
    id TEXT PRIMARY KEY,
    citation_id TEXT NOT NULL REFERENCES citations(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    kind TEXT NOT NULL CHECK (kind IN ('reading', 'document', 'followed'))
);
INSERT INTO candidates_anew SELECT id, citation_id, url_id, kind FROM candidates ORDER BY rowid;
DROP TABLE candidates;
ALTER TABLE candidates_anew RENAME TO candidates;
CREATE INDEX candidates_citation ON candidates(citation_id);
CREATE INDEX candidates_url ON candidates(url_id);
