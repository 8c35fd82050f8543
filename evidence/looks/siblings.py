"""Where an address would have moved to by what became of others of its host: patterns learnt from pairs
of an old and a new address.

After a site was rebuilt its addresses mostly follow a few rules: a directory has another name or is
gone, dates are left out, an extension is dropped. A pattern is what new segments are made of: a
segment of the old address, perhaps respelled, or a word that is the same in all pairs. What it
gives is a guess, and an address to look at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_EXTENSION = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cfm|shtml)$", re.IGNORECASE)
_NUMBER = re.compile(r"^\d+[-_]")
_SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it was": lambda text: text,
    "no extension": lambda text: _EXTENSION.sub("", text),
    "no number": lambda text: _NUMBER.sub("", text),
    "hyphens": lambda text: text.replace("_", "-").lower(),
    "bare": lambda text: _NUMBER.sub("", _EXTENSION.sub("", text)).replace("_", "-").lower(),
}
"""How a rebuilt site may write a segment again; the first that fits is meant."""


@dataclass(frozen=True, slots=True)
class _From:
    """A segment of the old address, and how it is spelled in the new one."""

    place: int
    spelling: str


_Template = tuple[str | _From, ...]


@dataclass(frozen=True, slots=True)
class _Address:
    scheme: str
    segments: tuple[str, ...]
    """host, then the path's; the last may be empty where the path ends in a slash"""
    query: str

    @classmethod
    def of(cls, url: str) -> _Address | None:
        try:
            parts = urlsplit(url)
            host = parts.hostname
            port = parts.port
        except ValueError:
            return None
        if not host:
            return None
        default = {"http": 80, "https": 443}.get(parts.scheme)
        host = f"{host}:{port}" if port and port != default else host
        path = parts.path.split("/")[1:]
        return cls(parts.scheme, (host, *path), parts.query)

    def written(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{'/'.join(self.segments)}{query}"


def expected(url: str, moves: Iterable[tuple[str, str]]) -> list[str]:
    """Where ``url`` would be now by ``moves`` (old and new address of others), the best supported
    guess first."""
    lost = _Address.of(url)
    pairs = [
        (_Address.of(old), _Address.of(new)) for old, new in dict.fromkeys(moves) if old != url
    ]
    known = [(old, new) for old, new in pairs if old and new and old.segments != new.segments]
    if lost is None:
        return []
    found: dict[str, int] = defaultdict(int)
    for guess, support in (*_by_template(lost, known), *_by_directory(lost, known)):
        found[guess] = max(found[guess], support)
    found.pop(url, None)
    return sorted(found, key=lambda guess: -found[guess])


def _by_template(lost: _Address, pairs: list[tuple[_Address, _Address]]) -> list[tuple[str, int]]:
    """What templates make of the lost address that fit pairs of as many segments."""
    groups: dict[tuple[_Template, str], list[_Address]] = defaultdict(list)
    for old, new in pairs:
        if len(old.segments) != len(lost.segments) or old.query or new.query or lost.query:
            continue
        template = _template(old, new)
        if template is not None:
            groups[template, new.scheme].append(old)
    return [
        (_filled(template, lost, scheme), len(olds))
        for (template, scheme), olds in groups.items()
        if _fits(template, olds, lost)
    ]


def _template(old: _Address, new: _Address) -> _Template | None:
    """What the segments of a new address are made of; None where its name is not the old one's."""
    made = tuple(_made(segment, old.segments) for segment in new.segments)
    named = [one for segment, one in zip(new.segments, made, strict=True) if segment]
    return made if named and isinstance(named[-1], _From) and named[-1].place else None


def _made(segment: str, old: tuple[str, ...]) -> str | _From:
    if segment:
        for spelling, spelled in _SPELLINGS.items():
            for place in reversed(range(len(old))):
                if old[place] and spelled(old[place]) == segment:
                    return _From(place, spelling)
    return segment


def _fits(template: _Template, olds: list[_Address], lost: _Address) -> bool:
    """Whether the lost address is like those that a template was learnt from: a segment that it
    leaves out, and that was the same in all of them, is the same here."""
    used = {one.place for one in template if isinstance(one, _From)}
    for place, segment in enumerate(lost.segments):
        seen = {old.segments[place] for old in olds}
        if place not in used and len(seen) == 1 and segment not in seen:
            return False
    return all(old.segments[0] == lost.segments[0] for old in olds)


def _filled(template: _Template, lost: _Address, scheme: str) -> str:
    segments = tuple(
        _SPELLINGS[one.spelling](lost.segments[one.place]) if isinstance(one, _From) else one
        for one in template
    )
    return _Address(scheme, segments, "").written()


def _by_directory(lost: _Address, pairs: list[tuple[_Address, _Address]]) -> list[tuple[str, int]]:
    """What comes of the lost address where a directory above it has another name now."""
    rules: dict[tuple[tuple[str, ...], tuple[str, ...], str], int] = defaultdict(int)
    for old, new in pairs:
        kept = _common_end(old, new)
        if kept:
            before, after = old.segments[:-kept], new.segments[:-kept]
            rules[before, after, new.scheme] += 1
    return [
        (_Address(scheme, (*after, *lost.segments[len(before) :]), lost.query).written(), support)
        for (before, after, scheme), support in rules.items()
        if lost.segments[: len(before)] == before and len(lost.segments) > len(before)
    ]


def _common_end(old: _Address, new: _Address) -> int:
    """How many segments at the end of two addresses are the same; the hosts are none of them."""
    count = 0
    for one, other in zip(reversed(old.segments[1:]), reversed(new.segments[1:]), strict=False):
        if one != other:
            break
        count += 1
    return count if any(old.segments[len(old.segments) - count :]) and old.query == new.query else 0
