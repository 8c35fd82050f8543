-- The day on which a source says that it read what it cites; NULL does not count in a row's digest.
ALTER TABLE citations ADD COLUMN accessed TEXT;
