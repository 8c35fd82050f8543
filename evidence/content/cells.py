"""What of a record is said to a reader: its texts and figures, without what a machine keeps for itself.

Ids, hashes, tokens, time-stamps and counters are told by the name that they stand under and by their
shape; an address is a link and no text. Names are split into words (``fechaModificacion``,
``updated_at``), so that one list of words serves every way of writing them.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from evidence.folding import as_shown, unaccented

Scalar = str | int | float | bool | None

_WORDS_OF_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_IDS = frozenset("id ids uuid guid pk oid objectid fid gid nid tid uid rowid slug".split())
"""Names of what tells one record from another; a value with a blank in it is a text all the same."""
_SECRETS = frozenset(
    "hash md5 sha1 sha256 checksum etag token nonce csrf signature digest hmac crc".split()
)
_PLACES = frozenset(
    "orden order index idx position pos posicion row rownum fila renglon consecutivo sort".split()
)
"""Names of a number that only says where the record stands in its list."""
NUMBERED = frozenset({"no", "num", "n", "nro", "numero", "number", "#", "№"})
"""Names that may be such a number, or an address, or a file's: told by its running from 1."""
_MADE = frozenset(
    "updated modified created timestamp ts generated cached fetched synced indexed lastmod mtime ctime "
    "actualizado actualizada actualizacion modificado modificacion creado creacion sincronizado expires "
    "revised build".split()
)
"""Names of when a machine wrote something."""
_TIMES = frozenset(
    "date fecha time hora datetime at on day dia desde hasta from to inicio fin start end".split()
)
_COUNTED = frozenset(
    "views view visits visitas vistas hits likes shares downloads descargas clicks votes lecturas "
    "reproducciones visualizaciones took elapsed latency qtime score".split()
)
_DRAWN = frozenset(
    "class classname css style styles icon icono background width height font theme sprite opacity "
    "stroke fill padding margin typename".split()
)
"""Names of how something is drawn."""
_TECHNICAL = re.compile(r"[_$]|@(?:context|type|id)$")
_GEOMETRIES = frozenset(
    "Feature FeatureCollection Point MultiPoint LineString MultiLineString Polygon MultiPolygon "
    "GeometryCollection Topology".split()
)
"""What GeoJSON calls its own parts (RFC 7946, 1.4)."""
_MACHINE = re.compile(
    r"\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?"  # UUID
    r"|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{16,}"  # digests, ObjectId
    r"|#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"  # colours
    r"|eyJ[\w-]+\.[\w-]+\.[\w-]*"  # JSON Web Token
    r"|data:[\w/+.-]+[;,].*",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_NAME = re.compile(r"^[A-Za-z_]+[:_-]\d+$")
_CODED = re.compile(r"[\w+/=~-]{24,}")
_TURNS = re.compile(r"(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)")
_MIXED = 5
"""Changes between letter and digit in a text without blanks that make it a code of a machine:
``Informe2024`` has one."""
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?Z| ?[+-]\d\d:?\d\d)?"
)
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:[T ].{0,30})?|\d{8}(?:T?\d{6}Z?)?")
_SECONDS = range(946_684_800, 4_102_444_800)
"""The years 2000 to 2099 in seconds since 1970; a thousand times that in milliseconds."""
_TAG = re.compile(r"<[^<>]{1,2000}>")
_HREF = re.compile(r"href\s*=\s*[\"']([^\"'\s<>]{1,1000})[\"']", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?:)?//[^\s/]\S*|\.{0,2}/\S*|\?[\w.-]+=\S*|(?:mailto|tel|javascript):.*"
    r"|[^\s|<>]+\.(?:pdf|docx?|xlsx?|xlsm|pptx?|od[tsp]|csv|zip|png|jpe?g|svg|gif|webp|html?|php|aspx?)(?:[?#]\S*)?",
    re.IGNORECASE,
)  # fmt: skip


class Cell(NamedTuple):
    """What one value says."""

    text: str
    """"" where it says nothing to a reader"""
    links: tuple[str, ...] = ()
    """addresses in it, as written"""


_NOTHING = Cell("")


def cell(name: str, value: Scalar) -> Cell:
    """What ``value`` says that stands under ``name`` ("" in a row without names)."""
    if value is None or value == "":
        return _NOTHING
    words = words_of(name)
    if _TECHNICAL.match(name) or words & _DRAWN or words & _SECRETS:
        return _NOTHING
    if isinstance(value, bool):
        return Cell("true" if value else "false")
    if isinstance(value, int | float):
        return Cell(_figure(words, value))
    return _text(words, value)


def is_label(name: str) -> bool:
    """Whether the name of a record in a map says something, and is no number or code itself."""
    return not (
        name.isdecimal()
        or _is_code(name)
        or _TECHNICAL.match(name)
        or re.search(r"[:_-]\d+$", name)
    )


@lru_cache(maxsize=4096)
def words_of(name: str) -> frozenset[str]:
    """The words in the name of a field, without case and accents."""
    if len(name) > 80:
        return frozenset()
    plain = unaccented(name)
    return frozenset(word.lower() for word in _WORDS_OF_NAME.findall(plain)) or frozenset({plain})


def _figure(words: frozenset[str], value: float) -> str:
    if words & _IDS or words & _COUNTED or (len(words) == 1 and words & _PLACES):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if words & (_TIMES | _MADE) and (moment := _moment(value)) is not None:
        return "" if words & _MADE else moment
    return str(int(value)) if isinstance(value, int) or value.is_integer() else repr(value)


def _moment(value: float) -> str | None:
    """The day of a number that counts seconds or milliseconds since 1970; None for another number,
    "" for a moment that a machine wrote."""
    seconds = value if int(value) in _SECONDS else value / 1000
    if int(seconds) not in _SECONDS:
        return None
    return _day(datetime.fromtimestamp(seconds, UTC).isoformat(" "))


def _day(written: str) -> str:
    """A day, with its hour where it has one; "" for a moment to the second, which a machine wrote:
    nobody calls a hearing for 10:22:31. Any other text stays as it is."""
    found = _MOMENT.fullmatch(written)
    if found is None:
        return written
    if int(found[3] or 0) or int(found[4] or 0):
        return ""
    return found[1] if found[2] == "00:00" else f"{found[1]} {found[2]}"


def _text(words: frozenset[str], value: str) -> Cell:
    links: tuple[str, ...] = ()
    if "<" in value and ">" in value:
        links = tuple(_HREF.findall(value))
        value = _TAG.sub(" ", value)
    if "&" in value:
        value = unescape(value)
    text = as_shown(value)
    if " " not in text:
        if _ADDRESS.fullmatch(text):
            return Cell("", (*links, text))
        if words & _IDS or _is_code(text) or text in _GEOMETRIES:
            return Cell("", links)
        if text.isdecimal() and words & (_COUNTED | (_PLACES if len(words) == 1 else frozenset())):
            return Cell("", links)
    if text[:4].isdecimal() or text[:2].isdecimal():
        if words & _MADE and (_DATE.fullmatch(text) or text.isdecimal()):
            return Cell("", links)
        text = _day(text)
    return Cell(text, links)


def _is_code(text: str) -> bool:
    return _MACHINE.fullmatch(text) is not None or (
        _CODED.fullmatch(text) is not None and len(_TURNS.findall(text)) >= _MIXED
    )
