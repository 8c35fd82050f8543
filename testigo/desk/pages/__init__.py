"""The pages, one a file: ``router`` answers for them, and ``NAV``, where a page is one that all others lead
to, is its path and its word. To add one: a file here, its line in ``PAGES`` of :mod:`testigo.desk.app`, its
words and its template."""
