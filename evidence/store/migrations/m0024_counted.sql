-- what the status counts is read from these alone, in the order of the addresses: a million in two seconds
DROP INDEX citations_url;
CREATE INDEX citations_url ON citations(url_id, source_id, gone_since);
CREATE INDEX standings_counted ON standings(url_id, verdict, next_look, last_look);
