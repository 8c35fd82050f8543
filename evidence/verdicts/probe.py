"""The two-probe test: does the server show this very page for addresses that can't exist?

After Bar-Yossef et al. (2004), who asked for one random sibling; two tell what varies on every
answer from what stays. ``stable`` are the words that both probes share, ``var`` those that differ
between them. A page is the same when at most 2 stable words are missing from it and it has at most
15 + 1.5·var more; on small pages fewer; and where the probes say that there is nothing, it must say
so too. Measured on real siblings without a false alarm (benchmarks/verdicts.py).

That siblings are alike shows an absence only where the server tells addresses apart. A parameter
that the server ignores (``?usp=sharing``) is no identifier: a third request, the *control*, leaves
it out, and where the same page comes again nothing is concluded. Nor is a page "the page for
nothing" that has a text of substance, or whose title carries the words of the cited address: routes
that show one document for every address exist, and whether it is the cited one can't be told from
outside. Only what a page says of itself counts then.

Of a page that scripts draw, one address is opened in a browser that can't exist, and what is drawn there compared
with what is drawn of the page. Only a page that says of itself that there is nothing is the page for nothing then: the
same is drawn everywhere when its data don't come.

The crawler makes the requests; here is what to ask and how to read the answers.
"""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, unquote_plus, urlunsplit

from evidence.addresses import route_of, same_place, split
from evidence.folding import caseless
from evidence.verdicts.drawn import is_drawn
from evidence.verdicts.facts import extension, is_success
from evidence.verdicts.score import says_missing
from evidence.verdicts.text import SHORT
from evidence.views import View, is_view, page_of, view_of

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Probe

KEEP = timedelta(days=7)
"""How long a pair of probes speaks for its :func:`probe_key`."""

_MISSING = 2
_EXTRA = 15
_EXTRA_PER_VAR = 1.5
_ALIKE = 15
"""Words by which two answers to random addresses may differ (a date, a counter) and still be one
page. More, and the random values may have met real records: then nothing is concluded."""
_SHARE = 0.25
_LEAST = 3
"""On a small page 15 words are the page: there no more may differ than a quarter of the stable
words, or 3, and only one stable word in ten may be missing."""
_FEWEST = 5
"""Stable words below which there is nothing to compare, unless they say that there is nothing: a
script shell is the same everywhere."""
_LONGEST = 200_000
"""Characters of a page that are compared."""
_LETTERS = 20
_SHORTEST = 4
"""Characters of a value; a shorter one, changed at random, is likely to be another real record."""
_NAMED = 2
_NAMED_SHARE = 0.6
"""Words of an address, and their share, that a title has to carry to be the address's own: sites
leave out the small ones."""
_ECHO = 8
"""Characters from which a URL's own value is taken out of the text: shorter ones may be common
words."""
_IDENTIFIER = re.compile(
    r"(?:doc\w*|archivo|file\w*|fichero|folio|clave\w*|cve\w*|num\w*|nota|art\w*|item|page|pagina|node|key"
    r"|codigo\w*|code|ref|expediente|\w*id|id\w*)",
    re.IGNORECASE,
)
_PAGER = re.compile(r"(?:page|pagina|pag|p)=\d{1,3}", re.IGNORECASE)
"""Which page of a list is shown; in ``page=acerca`` or ``page=48213`` the parameter names a
document."""
_NO_IDENTIFIER = re.compile(
    r"utm_\w+|lang|idioma|locale|hl|token|session\w*|fbclid|gclid", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Match:
    """What the probes say of a page."""

    same: bool = False
    """the page is what the server shows for addresses that can't exist"""
    refuted: bool = False
    """the server tells real addresses from others, and this is not what it shows for the others"""
    alike: bool = False
    """the page is what the server shows for any address, and nothing says whether it is the page for
    nothing"""
    missing: int = 0
    """words of the probes that the page lacks"""
    extra: int = 0
    """words of the page that the probes lack"""


def probe_urls(url: str, seed: str) -> tuple[str, str] | None:
    """Two siblings of ``url`` that almost surely don't exist; always the same ones for one
    ``seed``.

    The last path segment becomes 20 random letters with the same extension; where a parameter says
    which record is shown (``?doc=ID``), its value changes within its length and kinds of characters
    instead. None where a sibling would say nothing: a front page, or an identifier of under 4
    characters.
    """
    parts = split(url)
    target = _target(parts)
    if target is None:
        return None
    chance = random.Random(f"{seed} {url}")  # noqa: S311 - repeatable from what is stored; no secret
    one, other = (_sibling(parts, target, chance) for _ in range(2))
    return (one, other) if len({one, other, url}) == 3 else None


def drawn_url(url: str, seed: str) -> str | None:
    """The same for a page that scripts draw: one sibling, or another route where the page is one behind ``#``."""
    route = route_of(url)
    if not route:
        pair = probe_urls(url, seed)
        return pair[0] if pair is not None else None
    before, slash, _ = route.rstrip("/").rpartition("/")
    if not slash:
        before, slash = route[:2], ""
    chance = random.Random(f"{seed} {url}")  # noqa: S311 - repeatable from what is stored; no secret
    letters = "".join(chance.choices(string.ascii_lowercase, k=_LETTERS))
    return f"{url.partition('#')[0]}{before}{slash}{letters}"


def drawn_key(url: str) -> tuple[str, str, str]:
    """The same as :func:`probe_key` for what a browser draws."""
    host, directory, parameter = probe_key(url)
    route = route_of(url)
    if route:
        directory = f"{split(url).path}{route.rstrip('/').rpartition('/')[0]}/*"
    return host, view_of(directory, View.DOM), parameter


def control_url(url: str) -> str | None:
    """``url`` without the parameter that is probed: what shows whether it tells anything apart.
    None where no parameter is probed."""
    parts = split(url)
    target = _target(parts)
    if not target:
        return None
    kept = [pair for pair in parts.query.split("&") if pair.partition("=")[0] != target]
    return urlunsplit(parts._replace(query="&".join(kept), fragment=""))


def siblings(probes: tuple[Probe, ...], url: str) -> tuple[Probe, ...]:
    """The probes of random siblings of ``url``, the control aside."""
    return tuple(probe for probe in probes if not _is_control(probe, url))


def control(probes: tuple[Probe, ...], url: str) -> Probe | None:
    """The control among the probes of ``url``."""
    return next((probe for probe in probes if _is_control(probe, url)), None)


def _is_control(probe: Probe, url: str) -> bool:
    target = _target(split(url))
    names = {pair.partition("=")[0] for pair in split(page_of(probe.url)).query.split("&")}
    return bool(target) and target not in names


def tells_apart(probes: tuple[Probe, ...], url: str, place: str) -> bool:
    """Whether the probes may say something of ``url``, which led to ``place``: False where leaving
    the probed parameter out leads there as well, and where nobody tried."""
    if not _target(split(url)):
        return True
    without = control(probes, url)
    return (
        without is not None
        and without.status is not None
        and not same_place(without.final_url, place)
    )


def probe_key(url: str) -> tuple[str, str, str]:
    """Host, directory and parameter: URLs with one key are answered by one route and share their
    probes.

    Where a parameter is probed the directory is the whole path; else it ends in ``*`` and the
    extension, because servers route ``.pdf`` and ``.aspx`` apart.
    """
    parts = split(url)
    target = _target(parts)
    if target:
        return parts.netloc.lower(), parts.path, target
    directory = parts.path.rstrip("/").rpartition("/")[0]
    return parts.netloc.lower(), f"{directory}/*{extension(url)}", ""


def compare(page: Content, probes: tuple[Probe, ...], url: str = "") -> Match:
    """What two probes say of ``page``, which ``url`` showed with status 200; nothing without
    two."""
    pair = siblings(probes, url)
    drawn = is_drawn_by(pair)
    if len(pair) != (1 if drawn else 2):
        return Match()
    if all(probe.status in {404, 410} for probe in pair):
        return Match(refuted=True)
    found = [
        (p.content, page_of(p.url)) for p in pair if is_success(p.status) and p.content is not None
    ]
    if len(found) != len(pair):
        return Match()
    one, other = _words(*found[0]), _words(*found[-1])
    stable = one & other
    size, var = stable.total(), max((one - stable).total(), (other - stable).total())
    room = max(_LEAST, _SHARE * size)
    says = says_missing(page)
    if var > min(_ALIKE, room) or (size < _FEWEST and not says):
        return Match()
    mine = _words(page, url)
    missing, extra = (stable - mine).total(), (mine - stable).total()
    alike = missing <= min(_MISSING, size // 10) and extra <= min(
        _EXTRA + _EXTRA_PER_VAR * var, room
    )
    probes_say = all(says_missing(content) for content, _ in found)
    same = alike and not _own_title(page, url, found) and (says or not probes_say)
    if same and not says and (drawn or _proves_nothing(page, mine, probes, url)):
        return Match(alike=True, missing=missing, extra=extra)
    # where a browser drew both, a title of its own tells a page that speaks of something lost from one that is
    own = drawn and _own_title(page, url, found)
    refuted = not same and (own or not (says and probes_say))
    return Match(same, refuted, False, missing, extra)


def is_drawn_by(probes: tuple[Probe, ...]) -> bool:
    """Whether probes were opened in a browser."""
    return any(is_view(probe.url) for probe in probes)


def _proves_nothing(page: Content, mine: Counter[str], probes: tuple[Probe, ...], url: str) -> bool:
    """Whether a page that random siblings show too may be the cited one for all that."""
    if page.main_words >= SHORT or is_drawn(page) or _is_named_by(page, url):
        return True
    if not _target(split(url)):
        return False
    without = control(probes, url)
    if without is None or without.status is None:
        return True
    if not is_success(without.status) or without.content is None:
        return False
    theirs = _words(without.content, url)
    room = max(_LEAST, _SHARE * mine.total())
    return max((theirs - mine).total(), (mine - theirs).total()) <= min(_EXTRA, room)


def _is_named_by(page: Content, url: str) -> bool:
    """Whether the title or a heading carries the words of the address's last segment: who shows
    them for random segments too ignores the segment, and shows this document."""
    slug = unquote(split(url).path.rstrip("/").rpartition("/")[2])
    words = {word for word in re.split(r"[\W_\d]+", caseless(slug)) if len(word) >= _SHORTEST}
    for place in (page.title, *page.headings[:3]):
        told = words & set(re.split(r"[\W_\d]+", caseless(place)))
        if len(told) >= _NAMED and len(told) >= _NAMED_SHARE * len(words):
            return True
    return False


def _own_title(page: Content, url: str, probes: list[tuple[Content, str]]) -> bool:
    """Whether both probes have one title, and the page another."""
    titles = {_without_echo(content.title, probe) for content, probe in probes}
    return len(titles) == 1 and _without_echo(page.title, url) not in titles


def _words(content: Content, url: str) -> Counter[str]:
    return Counter(
        _without_echo("\n".join((content.title, *content.lines))[:_LONGEST], url).split()
    )


def _without_echo(text: str, url: str) -> str:
    """``text`` folded, with what it repeats of its own URL replaced by a fixed sign."""
    parts, folded = split(url), caseless(text)
    target = _target(parts)
    value = _value(parts, target) if target else parts.path.rstrip("/").rpartition("/")[2]
    stem = caseless(unquote(value).rpartition(".")[0] or unquote(value))
    return folded.replace(stem, "‹url›") if len(stem) >= _ECHO else folded


def _target(parts: SplitResult) -> str | None:
    """The parameter that says which record is shown; '' for the path; None where nothing can be
    probed."""
    named = [pair.partition("=")[::2] for pair in parts.query.split("&") if pair.partition("=")[2]]
    telling = [(name, value) for name, value in named if not _NO_IDENTIFIER.fullmatch(name)]
    if not parts.netloc or not (telling or parts.path.strip("/")):
        return None
    if not telling:
        return ""
    name, value = max(telling, key=lambda pair: _telling(*pair))
    return name if len(_stem(unquote_plus(value))[1]) >= _SHORTEST else None


def _telling(name: str, value: str) -> tuple[bool, bool, int]:
    """How much a parameter looks like a record's name; the greatest wins."""
    return (
        bool(_IDENTIFIER.fullmatch(name)) and not _PAGER.fullmatch(f"{name}={value}"),
        any(c.isdigit() or c == "." for c in value),
        len(value),
    )


def _value(parts: SplitResult, name: str) -> str:
    pairs = (pair.partition("=") for pair in parts.query.split("&"))
    return next((unquote_plus(value) for key, _, value in pairs if key == name), "")


def _sibling(parts: SplitResult, target: str, chance: random.Random) -> str:
    if target:
        query = "&".join(
            f"{target}={quote(_mutated(_value(parts, target), chance), safe='/')}"
            if pair.partition("=")[0] == target
            else pair
            for pair in parts.query.split("&")
        )
        return urlunsplit(parts._replace(query=query, fragment=""))
    directory, _, last = parts.path.rstrip("/").rpartition("/")
    segment = "".join(chance.choices(string.ascii_lowercase, k=_LETTERS)) + extension(f"/{last}")
    tail = "/" if parts.path.endswith("/") else ""
    return urlunsplit(parts._replace(path=f"{directory}/{segment}{tail}", fragment=""))


def _stem(value: str) -> tuple[str, str, str]:
    """A value as what stands before its last '/', its name, and its extension."""
    before, slash, name = value.rpartition("/")
    dot = name.rfind(".")
    cut = dot if dot > 0 and len(name) - dot <= 6 else len(name)
    return before + slash, name[:cut], name[cut:]


def _mutated(value: str, chance: random.Random) -> str:
    """``value`` with each digit and letter of its name replaced by another of its kind."""
    before, name, after = _stem(value)
    letters = "abcdef" if re.fullmatch(r"[0-9A-Fa-f-]{8,}", name) else string.ascii_lowercase

    def other(character: str) -> str:
        if character.isdigit():
            return chance.choice(string.digits)
        if character.isalpha():
            letter = chance.choice(letters)
            return letter.upper() if character.isupper() else letter
        return character

    changed = "".join(map(other, name))
    # Records are numbered upwards: the highest numbers are the least likely to exist.
    return before + ("9" + changed[1:] if name.isdigit() else changed) + after
