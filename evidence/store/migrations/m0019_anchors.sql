-- Anchors are among what is said on seals: the indexes of m0018 again, with them.
DROP INDEX custody_behind;
DROP INDEX merged_custody_behind;
CREATE INDEX custody_behind ON custody(seq)
    WHERE act IN ('night-sealed', 'timestamped', 'cosigned', 'anchored', 'refused-by-witness');
CREATE INDEX merged_custody_behind ON merged_custody(chain, seq)
    WHERE act IN ('night-sealed', 'timestamped', 'cosigned', 'anchored', 'refused-by-witness');
