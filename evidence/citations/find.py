"""URLs in running text as people write them: with exact spans, repaired, other readings kept.

A candidate starts at a scheme, at ``www.``, at a known domain followed by a path, or at a DOI. Its
pieces are gathered over breaks (``gather``), then its end is trimmed (``trim``).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.citations.begin import (
    MISSPELT,
    NO_HOST,
    behind_word,
    behind_www_word,
    emphasised,
    host_at,
    misspelt,
    said_again,
    slipped,
)
from evidence.citations.framed import framed
from evidence.citations.gather import Gathered, gather
from evidence.citations.hosts import has_known_suffix, looks_like_file, reads_as_words
from evidence.citations.strung import is_gap
from evidence.citations.trim import lengths, url_length
from evidence.citations.typed import Typed, as_typed
from evidence.citations.unseen import HIDDEN, JOINER, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.layout import Layout

_GAP = rf"[ \t\u00ad{HIDDEN}{JOINER}]{{0,40}}(?:\u00ad?\r?\n[ \t]{{0,40}})?"
"""A break inside ``https://``; PDF text may break even there, and signs that nobody sees stand there."""
_BREAKS = re.compile(rf"[\s\u00ad{HIDDEN}{JOINER}]")
_RAISED = "⁰¹²³⁴-⁹"
"""A note's raised number; letters and digits to regular expressions, and never part of a host."""
_FRESH = rf"(?:(?<![^\W\d{_RAISED}].)|(?<=(?:\.pdf|\.doc|\.xls|\.csv|\.zip|docx|xlsx|pptx).)|(?<=\\[nrt].))"
"""A scheme begins a word, or stands right behind a file's name or a line's end as programs write it:
the next URL of a list."""
_START = re.compile(
    r"[hHfFwWdD1.:](?:"
    rf"(?=[tT])(?:(?P<scheme>{_FRESH}(?:(?<=[hH])[tT]{{2}}[pP][sS]?|(?<=[fF])[tT][pP]){_GAP}:{_GAP}/{_GAP}/{_GAP})"
    r"|(?P<glued>(?<=[hH])(?<=[^\W\d].)[tT]{2}[pP][sS]?://(?=\w))"
    rf"|(?P<broken>(?<=[hH])(?<!(?:[^\W\d]|[/\\=@~+.-]).){MISSPELT}))"
    rf"|(?=[wW])(?:(?P<www>(?<=[wW])(?:(?<![\w@./\\-].)|(?<=[\d{_RAISED}].))[wW]{{2}}\.(?=\w))"
    r"|(?P<glued_www>(?<=[wW])(?<=[^\W\d_].)[wW]{2}\.(?=\w)))"
    rf"|(?P<doi>(?<=[dD])(?:(?<![\w./].)|(?<=[{_RAISED}].))[oO][iI]:?[ ]?(?=10\.\d{{4,9}}/[^\s<>\"]))"
    rf"|(?P<bare_doi>(?<=1)(?:(?<![\w./].)|(?<=[{_RAISED}].))(?=0\.\d{{4,9}}/[^\s<>\"]))"
    r"|(?P<path>(?<=\w\.)\n?[^\W\d_]{2,24}/(?![/\\]))"
    r"|(?P<slip>(?<=[A-Za-z]:)//(?=\w)))"
)
"""The first character is in one class, so that the search skips all others quickly."""
_LABEL = rf"(?:(?![{_RAISED}])[^\W_])"
_HOST_BACK = re.compile(rf"(?:{_LABEL}(?:(?:(?![{_RAISED}])[\w-]){{0,61}}{_LABEL})?\.){{1,8}}$")
"""The labels before the last one of a bare domain."""
_LINE_BREAK = re.compile(r"\u00ad?\r?\n$")
_HOST_END = re.compile(r"(?<![\w/@:.-])[a-z][a-z\d-]*(?:\.[a-z\d-]+)*\.?$")
"""The labels of a host at the end of a line."""
_LONGEST_HOST = 253  # RFC 1035, 2.3.4, without the final dot
_LONGEST_SEGMENT = 30
"""Characters of a path that are looked at for whether they are a word."""
_ENTITY = re.compile(
    r"&amp;|&#(?:\d{2,6}|x[\da-f]{2,5});|\\u0026|&(?P<unseen>shy|zerowidthspace|nobreak|zwn?j|[lr]rm);",
    re.IGNORECASE,
)
"""Characters as pages spell them, and the ampersand of scripts."""
_ESCAPED = re.compile(r"\\(?=[_*&#~%$()\[\]-])")


@dataclass(frozen=True, slots=True)
class Found:
    """One URL in a text: ``text[start:end] == raw``; ``url`` is the repaired reading."""

    raw: str
    start: int
    end: int
    url: str
    repairs: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


def urls(text: str, layout: Layout) -> Iterator[Found]:
    """The http, https and ftp URLs in ``text``, in order and without overlap."""
    position = floor = 0
    while match := _START.search(text, position):
        found = _KINDS[match.lastgroup or ""](text, match, floor, layout)
        if found:
            position = floor = max(found.end, match.end())
            yield found
        else:
            position = match.start() + max(1, len(match[0]))


def _with_scheme(text: str, match: re.Match[str], _floor: int, layout: Layout) -> Found | None:
    scheme = _BREAKS.sub("", match[0])
    if (
        match[0] != scheme
        and "\n" not in match[0]
        and not has_known_suffix(host_at(text, match.end()))
    ):
        return None
    meant = said_again(text, scheme, match.end())
    gathered = gather(text, match.start(), meant.body, meant.name, layout)
    return _found(text, gathered, "", ()) if gathered else None


def _glued(text: str, match: re.Match[str], floor: int, layout: Layout) -> Found | None:
    """A scheme right behind a word, or in ``_emphasis_``, where a link says that it begins, or where another
    address ended."""
    start = match.start()
    if layout.parts(start) or (floor and is_gap(text[floor:start])):
        return _with_scheme(text, match, floor, layout)
    in_emphasis = text[start - 1] == "_"
    if not (emphasised(text, start) if in_emphasis else behind_word(text, start)):
        return _slip_at(text, match.end() - len("://"), floor, layout)
    if not has_known_suffix(host_at(text, match.end()).rstrip("_")):
        return None
    gathered = gather(text, start, match.end(), match[0], layout)
    if gathered is None or (in_emphasis and not gathered.end_at("_")):
        return None
    return _found(text, gathered, "", ())


def _broken(text: str, match: re.Match[str], _floor: int, layout: Layout) -> Found | None:
    meant = misspelt(text, match[0], match.end())
    gathered = gather(text, match.start(), meant.body, meant.name, layout) if meant else None
    if gathered is None:
        return None
    if "\\" in match[0]:
        gathered.joined = gathered.joined.replace("\\", "/")
    return _found(text, gathered, "", ())


def _slip(text: str, match: re.Match[str], floor: int, layout: Layout) -> Found | None:
    return _slip_at(text, match.start(), floor, layout)


def _slip_at(text: str, colon: int, floor: int, layout: Layout) -> Found | None:
    """What stands before a ``://`` and is no scheme, but a slip of one."""
    slip = slipped(text, colon)
    if slip is None or slip[0] < floor:
        return None
    gathered = gather(text, slip[0], slip[1].body, slip[1].name, layout)
    return _found(text, gathered, "", ()) if gathered else None


def _glued_www(text: str, match: re.Match[str], floor: int, layout: Layout) -> Found | None:
    behind = behind_www_word(text, match.start()) and has_known_suffix(host_at(text, match.start()))
    if not behind and not layout.parts(match.start()):
        return None
    return _without_scheme(text, match, floor, layout)


def _without_scheme(text: str, match: re.Match[str], _floor: int, layout: Layout) -> Found | None:
    if text[match.start() - 1 : match.start()].isdecimal() and not layout.parts(match.start()):
        return None
    gathered = gather(text, match.start(), match.end(), match[0], layout)
    return _found(text, gathered, "http://", ("scheme",)) if gathered else None


def _bare_path(text: str, match: re.Match[str], floor: int, layout: Layout) -> Found | None:
    dot = match.start() + 1
    floor = max(floor, layout.floor(dot), dot - _LONGEST_HOST)
    back = _HOST_BACK.search(text, floor, dot)
    if back is None:
        return None
    start, host = back.start(), text[back.start() : match.end() - 1]
    if "\n" in match[0]:
        host = host.replace("\n", "")
        if not (_many_labels(back[0]) and _runs_over(layout, start, dot - 1, dot + 1)):
            return None
    elif begun := _line_above(text, start, host, layout, floor):
        start, host = begun[0], begun[1] + host
    before = text[start - 1 : start]
    if before in {"/", "\\", "@", "~", ".", "-", "_", ":", "#", "="} or (
        before.isalnum() and not re.match(f"[{_RAISED}]", before) and not layout.parts(start)
    ):
        return None
    if looks_like_file(host) or not has_known_suffix(host):
        return None
    slash = match.end() - 1
    if reads_as_words(host, text[slash : slash + _LONGEST_SEGMENT]):
        return None
    gathered = gather(text, start, slash, host, layout)
    return _found(text, gathered, "http://", ("scheme",)) if gathered else None


def _runs_over(layout: Layout, start: int, end: int, below: int) -> bool:
    """Whether ``below`` begins the line under that of the host ``[start, end)``."""
    setting = layout.after(end - 1, start) if layout.is_set else None
    return setting is not None and setting.next_start == below and setting.style != "other"


def _many_labels(host: str) -> bool:
    """``portal.municipio.``; not ``e.g.``, ``loc.cit.``."""
    labels = host.rstrip(".-").split(".")
    return len(labels) > 1 and len(labels[0]) > 3 and min(map(len, labels)) > 1


def _line_above(
    text: str, start: int, host: str, layout: Layout, floor: int
) -> tuple[int, str] | None:
    """Where a host begins that runs over from the line above, and what of it stands there.

    Only a set line tells: one whose end is several labels (``portal.municipio.``), one label in the
    URL's own type, or one broken where no more of it would have fitted. The last words of a sentence
    are none of these.
    """
    end = _LINE_BREAK.search(text, max(floor, start - 3), start)
    upper = _HOST_END.search(text, max(floor, start - _LONGEST_HOST), end.start()) if end else None
    if end is None or upper is None or has_known_suffix(upper[0]):
        return None
    if not _runs_over(layout, upper.start(), end.start(), start):
        return None
    setting = layout.after(end.start() - 1, upper.start())
    begun = upper[0] + "-" * end[0].startswith("\u00ad")
    several = _many_labels(begun)
    own_type = setting is not None and setting.style == "same"
    full = setting is not None and setting.full and host[0].islower()
    runs_on = several or own_type if begun[-1] in ".-" else several and full
    return (upper.start(), begun) if runs_on else None


def _doi(text: str, match: re.Match[str], _floor: int, layout: Layout) -> Found | None:
    number = match.start() if match["bare_doi"] is not None else match.end()
    gathered = gather(text, number, number, "", layout)
    if gathered is None:
        return None
    found = _found(text, gathered, "https://doi.org/", ("doi",))
    if found is None or not re.search(r"\d", found.url.rpartition("/")[2]):
        return None
    return Found(
        text[match.start() : found.end],
        match.start(),
        found.end,
        found.url,
        found.repairs,
        found.alternatives,
    )


_KINDS = {
    "scheme": _with_scheme,
    "glued": _glued,
    "broken": _broken,
    "www": _without_scheme,
    "glued_www": _glued_www,
    "doi": _doi,
    "bare_doi": _doi,
    "path": _bare_path,
    "slip": _slip,
}


def _found(text: str, gathered: Gathered, prefix: str, repairs: tuple[str, ...]) -> Found | None:
    """The URL that begins a gathered run, trimmed; None when no URL is there."""
    gathered.cut(framed(text, gathered.start, gathered.joined))
    joined = gathered.joined
    length, *ends = (end - len(prefix) for end in lengths(prefix + joined))
    if length <= 0:
        return None
    url, more, typed = _clean(prefix + joined[:length])
    if NO_HOST.match(url):
        return None
    end = gathered.source(length - 1) + 1
    made = [join for join in gathered.joins if join.at < length]
    others = [prefix + reading for join in made for reading in join.readings(joined[:length])]
    others += [prefix + reading for reading in gathered.longer] if length == len(joined) else []
    readings = dict.fromkeys(map(_other, others))
    readings |= dict.fromkeys(_clean(prefix + joined[:end])[0] for end in ends)
    if {"sign", "ligature"} & set(more):  # they may be meant
        readings[prefix + joined[:length]] = None
    readings |= dict.fromkeys(typed)
    return Found(
        text[gathered.start : end],
        gathered.start,
        end,
        url,
        tuple(dict.fromkeys([*repairs, *(join.repair for join in made), *more])),
        tuple(reading for reading in readings if reading not in {"", url}),
    )


def _other(url: str) -> str:
    return _clean(url[: url_length(url)])[0]


def _meant(entity: re.Match[str]) -> str:
    """The character of an address that an entity spells; nothing for one that nobody sees; another one stays
    as it is spelt."""
    if entity["unseen"]:
        return ""
    sign = html.unescape(entity[0].lower()).replace("\\u0026", "&")
    if UNSEEN.fullmatch(sign):
        return ""
    return sign if "!" <= sign <= "~" else entity[0]


def _clean(url: str) -> Typed:
    """Undo what a mark-up or a font left in a URL."""
    repairs = []
    for name, pattern, right in (("entity", _ENTITY, _meant), ("backslash", _ESCAPED, "")):
        mended = pattern.sub(right, url)
        if mended != url:
            url = mended
            repairs.append(name)
    typed = as_typed(url)
    return typed._replace(repairs=(*repairs, *typed.repairs))
