-- What a page at risk needs to look as it does (styles, pictures, fonts), as it was when the page was looked at.
CREATE TABLE requisites (
    id TEXT PRIMARY KEY,
    check_id TEXT NOT NULL REFERENCES checks(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    capture_id TEXT NOT NULL REFERENCES captures(id)
);
CREATE INDEX requisites_url ON requisites(url, fetched_at);
CREATE INDEX requisites_page ON requisites(url_id);
