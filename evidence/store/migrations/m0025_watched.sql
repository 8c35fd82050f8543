-- When a source was retired, and the words that its keepers sort their sources by; NULL does not count in a row's digest.
ALTER TABLE sources ADD COLUMN retired_at TEXT;
ALTER TABLE sources ADD COLUMN tags_json TEXT;
