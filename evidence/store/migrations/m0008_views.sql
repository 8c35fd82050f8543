-- Views that answer a reader's questions at once, for Datasette and for people who know SQL.
DROP VIEW broken;
DROP VIEW history;
DROP VIEW coverage;
CREATE VIEW broken AS
    SELECT s.title AS source, c.marker, c.page, c.claim, u.url, u.host, st.verdict, st.cause, st.certainty,
           st.since, st.last_good, st.last_look, st.looks,
           (SELECT m.memento_url FROM mementos m WHERE m.url_id = u.id AND m.captured_at < st.since
            AND m.state IN ('kept', 'captured', 'verified')
            ORDER BY m.state = 'captured', m.captured_at DESC LIMIT 1) AS last_memento_before_loss,
           a.warc, a."offset", a.payload_sha256, c.source_id, c.id AS citation_id
    FROM standings st JOIN urls u ON u.id = st.url_id JOIN checks k ON k.id = st.check_id
    JOIN citations c ON c.url_id = u.id JOIN sources s ON s.id = c.source_id
    LEFT JOIN captures a ON a.id = k.capture_id
    WHERE st.verdict IN ('missing', 'changed') AND c.gone_since IS NULL;
CREATE VIEW history AS
    SELECT u.url, k.checked_at, k.verdict, k.cause, k.at_most AS certainty_at_most, k.status,
           COALESCE(k.final_url, u.url) AS final_url,
           h.kind AS change, h.words_removed, h.words_added, a.warc, a."offset", a.payload_sha256,
           r.kind AS run, r.rules_version, k.replaces, k.id AS check_id
    FROM checks k JOIN urls u ON u.id = k.url_id JOIN runs r ON r.id = k.run_id
    LEFT JOIN captures a ON a.id = k.capture_id LEFT JOIN changes h ON h.id = k.change_id;
CREATE VIEW coverage AS
    SELECT s.id AS source, s.title, s.kind, COUNT(c.id) AS citations, COUNT(DISTINCT c.url_id) AS cited,
           COUNT(DISTINCT CASE WHEN st.verdict != 'unchecked' THEN c.url_id END) AS checked,
           COUNT(DISTINCT CASE WHEN st.verdict = 'unchecked' THEN c.url_id END) AS unchecked,
           COUNT(DISTINCT CASE WHEN c.id IS NOT NULL AND st.url_id IS NULL THEN c.url_id END) AS not_yet_checked,
           COUNT(DISTINCT CASE WHEN st.verdict IN ('missing', 'changed') THEN c.url_id END) AS broken,
           COUNT(DISTINCT CASE WHEN st.verdict IN ('blocked', 'unreachable') THEN c.url_id END) AS not_seen,
           MAX(st.last_look) AS last_look
    FROM sources s LEFT JOIN citations c ON c.source_id = s.id AND c.gone_since IS NULL
    LEFT JOIN standings st ON st.url_id = c.url_id
    GROUP BY s.id;
