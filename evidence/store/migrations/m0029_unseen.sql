-- the few that were not seen at their addresses, to tell what goes as a whole
CREATE INDEX standings_unseen ON standings(url_id, verdict, cause)
WHERE verdict IN ('missing', 'blocked', 'unreachable', 'unchecked') OR cause = 'elsewhere';
