-- Where documents that are gone at their address were looked for, and what stood there: a row for each place of a
-- search. The rows of one search have one searched_at; what the last search says of a URL is what holds.
CREATE TABLE whereabouts (
    id TEXT PRIMARY KEY,
    url_id TEXT NOT NULL REFERENCES urls(id),
    place_id TEXT NOT NULL REFERENCES urls(id),
    how TEXT NOT NULL,
    certain INTEGER NOT NULL,
    is_there INTEGER NOT NULL,
    since TEXT NOT NULL,
    searched_at TEXT NOT NULL,
    check_id TEXT NOT NULL REFERENCES checks(id),
    run_id TEXT NOT NULL REFERENCES runs(id)
);
CREATE INDEX whereabouts_url ON whereabouts(url_id, searched_at);
CREATE INDEX whereabouts_place ON whereabouts(place_id);
-- a revisit is found by what it refers to: an unchanged night adds nothing to these two
CREATE INDEX captures_payload ON captures(payload_sha256) WHERE refers_to IS NULL;
CREATE INDEX captures_text ON captures(text_sha256) WHERE refers_to IS NULL;
CREATE INDEX captures_refers ON captures(refers_to);
CREATE INDEX checks_capture ON checks(capture_id);
