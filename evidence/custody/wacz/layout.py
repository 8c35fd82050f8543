"""The files of a package (WACZ 1.1.1), by their paths in the ZIP archive.

``archive/``, ``indexes/``, ``pages/`` and the two manifests are those of the WACZ specification;
what stands in ``custody/`` and ``certificates/`` is ours.
"""

from __future__ import annotations

WARC = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"
"""Lines of CDXJ; pywb takes in no index of another name."""
PAGES = "pages/pages.jsonl"
LOG = "custody/log.jsonl"
"""The log entries that speak of the package's rows, each with its proof."""
ROWS = "custody/rows.jsonl"
"""``{"table", "row"}``: every row that the package speaks of, as it stands in the database."""
RECORDS = "custody/records.jsonl"
"""The chain-of-custody record of each capture (:mod:`evidence.custody.wacz.record`)."""
PUBLIC = "custody/key.pem"
CERTIFICATES = "certificates"
"""A page for people for each capture, in English and Spanish."""
DATAPACKAGE = "datapackage.json"
DIGEST = "datapackage-digest.json"
