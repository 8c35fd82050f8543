"""The CDXJ index of an evidence folder: what pywb and ReplayWeb.page look captures up in.

A line is ``<SURT> <14 digits> <JSON>``; lines are sorted bytewise. The index is made from the
database and can be made again at any time. An answer 304 stays out of it: replay tools would show the
304 itself in place of the page that it stands for.
"""

from __future__ import annotations

import heapq
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_to_bytes, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_WWW = re.compile(r"^www\d*\.")


REPLAYABLE = "status != 304"
"""SQL: the rows of ``captures`` that have a line."""


def surt(url: str) -> str:
    """The sort-friendly key of ``url``: ``mx,gob,agua)/tablero?id=1``.

    Host reversed, ``www`` and default port dropped, all in lower case, parameters sorted: the form
    that CDX servers use. Two URLs with one key may differ in case: compare the originals.
    """
    parts = urlsplit(url.strip())
    host = _WWW.sub("", parts.hostname or "")
    labels = [host] if ":" in host else host.split(".")[::-1]  # IPv4 reversed too, as pywb does it
    try:
        port = parts.port
    except ValueError:
        port = None
    default = {"http": 80, "https": 443}.get(parts.scheme)
    place = ",".join(labels) + (f":{port}" if port and port != default else "")
    query = "&".join(sorted(_escaped(parts.query).split("&"))) if parts.query else ""
    path = re.sub("/+", "/", _escaped(parts.path)).rstrip("/") or "/"
    return f"{place}){path}" + (f"?{query}" if query else "")


def _escaped(part: str) -> str:
    """One spelling of percent-encodings: what may stand as itself does, the rest is UTF-8."""
    return quote(unquote_to_bytes(part), safe="/~!$&'()*+,;=:@-._?|[]").lower()


def line(url: str, captured_at: str, fields: dict[str, str]) -> str:
    """One index line; ``captured_at`` is ISO 8601 in UTC. Fields are those of pywb."""
    digits = re.sub(r"\D", "", captured_at)[:14]
    return f"{surt(url)} {digits} {json.dumps({'url': url, **fields}, ensure_ascii=True)}\n"


def line_of(row: dict[str, Any]) -> str:
    """The index line of a row of ``captures``."""
    mime = "warc/revisit" if row["record_type"] == "revisit" else row["media_type"] or "unk"
    return line(
        row["url"],
        row["captured_at"],
        {
            "mime": mime,
            "status": str(row["status"]),
            "digest": f"sha256:{row['payload_sha256']}",
            "length": str(row["length"]),
            "offset": str(row["offset"]),
            "filename": row["warc"].rpartition("/")[2],
        },
    )


def merge(index: Path, lines: Iterable[str]) -> None:
    """Put ``lines`` into the sorted ``index``; a reader sees the old file or the new, never half."""
    fresh = sorted(lines)
    if not fresh and index.exists():
        return
    new = index.with_suffix(".new")
    with new.open("w", encoding="utf-8", newline="\n") as out:
        if index.exists():
            with index.open(encoding="utf-8") as old:
                out.writelines(heapq.merge(old, fresh))
        else:
            out.writelines(fresh)
    new.replace(index)
