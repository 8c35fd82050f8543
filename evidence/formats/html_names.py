"""What elements of HTML are to a reader of text: which begin a block, which show nothing.

The one answer for both readers of HTML. Sources are read by :mod:`evidence.formats.html`, with
BeautifulSoup, because a citation needs the anchors, notes and raised numbers of a tree that is
taken as it was written. Captures are read by :mod:`evidence.content.readers.html`, with lexbor,
because a night compares thousands of pages as a browser would build them.
"""

from __future__ import annotations

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre "
    "section summary table tbody td tfoot th thead title tr ul".split()
)
"""Elements that begin and end a block of text."""
CELLS = frozenset({"td", "th"})
LEVELS = {f"h{level}": level for level in range(1, 7)}
"""Headings, 1 the highest."""
FURNITURE = frozenset({"navigation", "banner", "contentinfo", "search"})
"""ARIA landmarks around the content, not in it."""
UNSEEN = frozenset("script style noscript template svg math select datalist head".split())
"""Elements whose text is not shown as text of the page."""
