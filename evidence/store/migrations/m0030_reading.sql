-- By which rules a source was read (evidence.citations.READING_VERSION), and why a citation ended where that was not
-- the source's doing; NULL does not count in a row's digest, and is older than any version.
ALTER TABLE source_versions ADD COLUMN reading_version INTEGER;
ALTER TABLE citations ADD COLUMN gone_why TEXT;
