-- What a cited page is made of beside its own answer: the file in its frame, the document in its viewer, the data that
-- its script loads. A part is an address of its own, looked at in the same look as its page; parts_json of a check holds
-- the ids of the checks of its parts ("[]": the page was searched, and has none; NULL: it was not).
CREATE TABLE parts (
    id TEXT PRIMARY KEY,
    page_id TEXT NOT NULL REFERENCES urls(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    role TEXT NOT NULL,
    found_at TEXT NOT NULL,
    is_extra INTEGER NOT NULL,
    gone_at TEXT,
    instead_of TEXT REFERENCES urls(id)
);
CREATE INDEX parts_page ON parts(page_id);
CREATE INDEX parts_url ON parts(url_id);
ALTER TABLE checks ADD COLUMN parts_json TEXT;
