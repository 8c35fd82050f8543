-- which runs began here, and which in folders that were merged in: the few entries that say so
CREATE INDEX custody_begun ON custody(seq) WHERE act = 'run-began';
CREATE INDEX merged_custody_begun ON merged_custody(chain, seq) WHERE act = 'run-began';
