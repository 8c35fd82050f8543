"""Where a URL ends in running text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from linkify_it import LinkifyIt

from evidence.citations.glued import Ends, unglued, without_pictures
from evidence.citations.strung import following
from evidence.citations.unseen import HIDDEN

LONGEST = 8000
"""Characters; RFC 9110 (4.1) asks servers to take at least this many octets."""
_STOP = re.compile(
    rf"[\u00a0\u2028\u2029\ufffc{HIDDEN}]|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]|\]\("
    r"|&(?:gt|lt|quot|apos|nbsp|[lr][ds]?quo|[lr]aquo|#0{0,4}(?:34|39|60|62|160)|#[xX]0{0,4}(?:2[27]|3[cCeE]|[aA]0));"
    r"|_x000[aAdD]_|[—―…。、，；！？：）（「」『』【】《》〈〉｡､]|．(?![A-Za-z0-9])|[،؛؟۔।॥։׃]|\[/[A-Za-z]{1,8}\]"
)
"""Signs that end a URL in real reports: no-break and zero-width spaces, direction signs, superscript
note numbers; a line's end as spreadsheets spell it; quotation marks as pages spell them; dashes and
punctuation that no keyboard types into an address; the end of a forum's mark-up."""
_FRAGMENT = re.compile(r"#(?!(?<=&#)(?:\d{2,6}|[xX][\dA-Fa-f]{2,5});)")
"""Where a fragment begins; a character's number in a page is none."""
_LABELLED = re.compile(r"[;,](?:fuentes?|sources?|v[eé]ase|ligas?|enlaces?):", re.IGNORECASE)
"""How the next address of a list is announced, whatever it is."""
_QUOTED = re.compile(r"""(?:"[,;]|'[,;](?=["'h])|["']{2}[,;])""")
"""A quotation mark before the next value of a list."""
_IPV6 = re.compile(
    r"//\[[0-9a-f:.]{3,45}(?:%25[\w.~-]{1,16})?\](?::\d{1,5})?(?=[/?#.,;:!)\]]|$)", re.IGNORECASE
)
"""An address in brackets for a host (RFC 3986, 3.2.2); a zone may follow (RFC 6874)."""
_TRAILING = re.compile(
    r"(?:[.,;:!?’”»›*`´…|^]|(?<![\w/=-])_|&(?:[a-z0-9]{1,20}|#(?:1[03]|\d{4,6}|x[\da-f]{3,5}));)+$",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"https?:|ftp:", re.IGNORECASE)
_HOST = re.compile(r"//([\w.-]{1,253}?)\.[^\W_][\w-]*\.[^\W_]+(?:[/?#:]|$)")
"""The labels left of the last two."""
_INNER_UNDERSCORE = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
_TWO = 2
"""Schemes in a run that may be one address after all; with more it is a list."""
_PAIRS = {")": "(", "]": "[", "}": "{"}


@lru_cache(maxsize=1)
def _linkify() -> LinkifyIt:
    """Only URLs with a scheme: bare domains turn abbreviations into links."""
    return LinkifyIt({"mailto:": None, "//": None}, {"fuzzy_link": False, "fuzzy_email": False})


def url_length(run: str) -> int:
    """How many characters of ``run`` (which starts with a scheme) are the URL; 0 when none is."""
    return lengths(run)[0]


def lengths(run: str) -> tuple[int, ...]:
    """The length of the URL in ``run``, 0 where there is none; behind it what it may be as well."""
    stop = _STOP.search(run)
    run = run[: min(stop.start() if stop else LONGEST, LONGEST)]
    after = following(run)
    first = run[: after.end] if after else run
    end = _longest(first)
    ends = unglued(first[:end]) if end else Ends(0)
    found = [_trimmed(first[:one]) if one < end else end for one in (ends.end, *ends.others)]
    if end and after and not after.sure and run.count("://") == _TWO:
        whole = _longest(run)
        found += [whole] if whole > after.start else []
    return tuple(dict.fromkeys(found))


def _longest(run: str) -> int:
    """The length of the URL with all that may be glued to it."""
    scheme = _SCHEME.match(run)
    if scheme is None:
        return 0
    if labelled := _LABELLED.search(run):
        run = run[: labelled.start()]
    if quoted := _QUOTED.search(run):
        run = run[: quoted.start()]
    fragments = [mark.start() for mark in islice(_FRAGMENT.finditer(run), 2)]
    run = run[: fragments[1]] if len(fragments) > 1 else run
    if literal := _IPV6.match(run, scheme.end()):  # linkify-it knows names only: one of its length
        name = "v" * (literal.end() - scheme.end() - len("//.org"))
        run = f"{scheme[0]}//{name}.org{run[literal.end() :]}"
    host = _HOST.match(run, scheme.end())
    if host:  # linkify-it refuses "_" in a host; DNS and browsers take it left of the domain
        run = run[: host.start(1)] + _INNER_UNDERSCORE.sub("-", host[1]) + run[host.end(1) :]
    flat = _without_inner_brackets(run)
    length = scheme.end() + int(_linkify().test_schema_at(flat, scheme[0].lower(), scheme.end()))
    if length == scheme.end():
        return 0
    end = _trimmed(run[: length + (run[length : length + 1] == ";")])
    return end if end > scheme.end() + 2 else 0


def _without_inner_brackets(run: str) -> str:
    """``run`` with hyphens for the pairs of brackets that stand in others of their kind: linkify-it ends a
    URL at them, and ASP.NET writes sessions so, as in ``/(S(lit3py55))/``."""
    signs = list(run)
    for closing, opening in _PAIRS.items():
        if run.count(opening) > 1:
            for at in _inner(run, opening, closing):
                signs[at] = "-"
    return "".join(signs)


def _inner(run: str, opening: str, closing: str) -> list[int]:
    """Where the pairs of a kind of bracket that stand in another one open and close; none where one stays
    open: of what is in it nothing is known."""
    inner, open_at = list[int](), list[int]()
    for at, sign in enumerate(run):
        if sign == opening:
            open_at.append(at)
        elif sign == closing and open_at:
            start = open_at.pop()
            if open_at:
                inner += (start, at)
    return [] if open_at else inner


def _trimmed(url: str) -> int:
    """The length without final punctuation, and without a closing bracket that nothing opened."""
    end = len(url)
    while True:
        before = end
        tail = _TRAILING.search(url, max(0, end - 64), end)
        if tail:
            end = tail.start()
        last = url[end - 1 : end]
        if last in _PAIRS and url.count(last, 0, end) > url.count(_PAIRS[last], 0, end):
            end -= 1
        if last in {"'", '"'} and url.count(last, 0, end) % 2:
            end -= 1
        end = without_pictures(url, end)
        if end == before:
            return end
