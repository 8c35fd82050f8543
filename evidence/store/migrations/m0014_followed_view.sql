-- Which document is looked at because which cited page offers it, and how it stands: for Datasette and for people who
-- know SQL. Documents come with each citation of their page.
CREATE VIEW followed AS
    SELECT s.title AS source, c.marker, p.url AS cited_page, u.url AS document, st.verdict, st.cause, st.certainty,
           st.since, st.last_good, st.last_look, ps.verdict AS page_verdict, c.source_id, c.id AS citation_id
    FROM candidates d JOIN citations c ON c.id = d.citation_id JOIN sources s ON s.id = c.source_id
    JOIN urls p ON p.id = c.url_id JOIN urls u ON u.id = d.url_id
    LEFT JOIN standings st ON st.url_id = d.url_id LEFT JOIN standings ps ON ps.url_id = c.url_id
    WHERE d.kind = 'followed' AND c.gone_since IS NULL;
