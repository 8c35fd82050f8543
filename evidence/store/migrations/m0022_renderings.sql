-- What a browser made of a page: pictures, text, the document as drawn, and what it loaded for it. Their records are
-- captures, of a third kind and of a third fidelity. SQLite can't alter a CHECK, and making a table anew that others
-- refer to would check every one of their rows, so the text of the definition is replaced, as SQLite's "Making Other
-- Kinds Of Table Schema Changes" (lang_altertable, section 7) has it where nothing on the disk changes.
PRAGMA writable_schema=ON;
UPDATE sqlite_master SET sql = replace(replace(sql, '(''response'', ''revisit'')', '(''response'', ''revisit'', ''resource'')'),
    '(''exact'', ''reconstructed'')', '(''exact'', ''reconstructed'', ''browser'')') WHERE type = 'table' AND name = 'captures';
PRAGMA writable_schema=RESET;
CREATE TABLE renderings (
    id TEXT PRIMARY KEY,
    check_id TEXT NOT NULL REFERENCES checks(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    rendered_at TEXT NOT NULL,
    final_url TEXT NOT NULL,
    title TEXT,
    status INTEGER,
    settled TEXT NOT NULL,
    browser TEXT NOT NULL,
    device TEXT NOT NULL,
    first_id TEXT REFERENCES captures(id),
    whole_id TEXT REFERENCES captures(id),
    small_id TEXT REFERENCES captures(id),
    width INTEGER,
    height INTEGER,
    text_id TEXT REFERENCES captures(id),
    hidden_json TEXT,
    captures_json TEXT NOT NULL
);
CREATE INDEX renderings_check ON renderings(check_id);
CREATE INDEX renderings_url ON renderings(url_id, rendered_at);
