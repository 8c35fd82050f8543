-- what is due is chosen, and the status counted, from these and citations_url alone: all three in the order of the
-- addresses' ids, so that each is read once from its one end to its other
DROP INDEX standings_counted;
CREATE INDEX standings_due ON standings(url_id, verdict, certainty, next_look, last_look);
CREATE INDEX urls_queued ON urls(id, host, added_at);
