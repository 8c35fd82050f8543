-- The seals of a long log, and what was said on them, without reading all of it; and its ids, which are the leaves of
-- the tree that a seal is over.
CREATE INDEX custody_behind ON custody(seq)
    WHERE act IN ('night-sealed', 'timestamped', 'cosigned', 'refused-by-witness');
CREATE INDEX merged_custody_behind ON merged_custody(chain, seq)
    WHERE act IN ('night-sealed', 'timestamped', 'cosigned', 'refused-by-witness');
CREATE INDEX custody_ids ON custody(seq, id);
