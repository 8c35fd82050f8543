-- The signature over the last entry of the log, written again with each entry. The index finds the few entries that
-- say how the log itself stands: its key, what was found in the folder that is not its keeper's.
CREATE TABLE log_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    head TEXT NOT NULL,
    signature TEXT NOT NULL
);
CREATE INDEX custody_marks ON custody(seq)
    WHERE act IN ('key-made', 'entries-signed', 'found-not-ours', 'restored', 'configured');
