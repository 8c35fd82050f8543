"""Does the next piece continue the URL so far? Evidence for and against, in points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.citations.apart import is_apart
from evidence.citations.hosts import has_known_suffix

if TYPE_CHECKING:
    from evidence.citations.layout import Break

JOIN = 3
"""Points that bridge a break. Chosen with the others below on labelled PDFs; see
benchmarks/citations.py."""
OFFER = 1
"""Points that make the longer reading worth a check."""
SURE = 6
"""Points from which the reading without the bridge is not worth a check."""

_OPEN_END = dict.fromkeys("/?#~+@:", 3) | dict.fromkeys("-=&%", 5) | {"_": 6}
"""What a URL rarely ends in, or hardly ever; few paths end in a hyphen, many lines do."""
_OPEN_START = re.compile(r"[/?&=%_~][\w%/.~-]|/\?\w|=[#&=]|#[\w-]+=")
_JOINED_START = re.compile(r"[.-]\w")
_EXTENSION = re.compile(
    r"(?:html?|pdf|aspx?|php|jsp|xml|json|csv|txt|docx?|xlsx?|pptx?|odt|zip|jpe?g|png|gif|svg|tar|gz|tgz|cgi|shtml"
    r"|do|action)(?=[?#&/.,;:)\]]|$)",
    re.IGNORECASE,
)
_BARE_EXTENSION = re.compile(
    r"(?:html?|pdf|aspx?|php|jsp|xml|json|csv|txt|docx?|xlsx?|pptx?|odt|jpe?g|png)[.,;:)\]]*$"
)
"""A word that opens no sentence."""
_COMPLETE = re.compile(
    r"/[^/?#]+\.(?:html?|pdf|aspx?|php|docx?|xlsx?|pptx?|zip|csv|jpe?g|png)$", re.IGNORECASE
)
_INSIDE = re.compile(r"[\w~%-]/(?:[\w~%.#?-]|$)|[\w]=|&\w+=|%[0-9A-Fa-f]{2}|\w_\w|\w#\w|\?\w+=")
_PATH_INSIDE = re.compile(r"[\w~%-]/[\w~%]|\?\w+=|&\w+=|\w\.(?:html?|pdf|aspx?|php|docx?|xlsx?)\b")
"""What no word of a sentence has."""
_SLUG = re.compile(r"(?<!\w)(?:\w++-\w++-\w|(?=\w*\d)(?=\w*[^\W\d])\w{8})")
_NEVER = re.compile(
    r"https?:|www\.|doi:|[-+] |\d{1,3}[.)]?(?:\s|$)|[^\w/?&=#%~.+@:$!,;-]|[⁰¹²³⁴-⁹]"
    r"|(?:and/or|y/o|e/ou|et/ou)\b",
    re.IGNORECASE,
)
"""A URL, a list's number or bullet, a bracket, a quotation mark: something new begins."""
_EITHER = re.compile(r"([^\W\d_]{1,12})/([^\W\d_]{1,12})[.,;:)]{0,3}$")
"""``el/la``, ``de/del``: two small words of a sentence, no path."""
_TIMED = re.compile(r"\d{4,14}(?:[a-z]{2}_)?/https?:")
_LABELS = re.compile(r"[a-z\d-]+(?:\.[a-z\d-]+)*[.-]?$", re.IGNORECASE)
_CARRIES = re.compile(r"/(?:\d{4,14}(?:[a-z]{2}_)?|\*)/$|[?&][\w-]+=$|/(?:save|timegate)/$")
"""An archive's address, or a parameter, behind which the address of another page stands."""
_HOST_ON = re.compile(r"\.?[^\W_](?:[\w-]*\w)?(?:\.[^\W_](?:[\w-]*\w)?)*(?=[/:?#.,;)\]]|$)")
_NO_WORDS = re.compile(r"[\d=%_]|\.[a-z]{2,5}\b", re.IGNORECASE)
"""``y/o`` after a space has a slash, and is no path."""
_NOT_IN_URL = re.compile(r"[\\^{}|()\[\]]")
_HOST_PATH = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,24}/")
"""The next piece is a URL of its own."""
_CLOSED = re.compile(r"[,;!)\]}'’…]$")
_OPAQUE = re.compile(r"/d/([\w-]{0,24})$|[?&]id=([\w-]{0,24})$")
"""Ids of Google Drive and Docs have 25 characters and more."""
_ID = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{10,}(?=[/?#.,;:)\]]|$)")
_DRIVE = re.compile(r"//(?:drive|docs)\.google\.com/(?:\w+/)*d/$")
"""Where nothing but an id can follow."""
_LAST = re.compile(r"[a-z\d]{1,4}")
"""The last letters of what fills a cell."""
_REST = re.compile(r"\d{3,4}[.,;)]*$|\d{1,2}[,;]$")
_FIGURE = re.compile(r"\d{1,4}[.,;)]*$")
_NUMBERED = re.compile(r"/\d{3}$|\d{4}$|//(?:dx\.)?doi\.org/10\.\S{0,200}\d$")
"""A long number, and the rest of one; numbers of lists and notes have fewer figures."""
_PLACE = re.compile(r"#[\w!/.=-]*[\w!/=-][.,;:)\]]*$")
_STRUNG = re.compile(r"\w_\w[^\s_]{0,60}_\w|%[\dA-F]{2}")
"""Several words strung together, where nothing tells how wide the column is."""
_NO_NAME = re.compile(r"[\w%]=|\w_\w|\w#\w|\w\.(?:html?|pdf|aspx?|php|docx?|xlsx?)\b")
"""What stands in no name of a thing, as ``A/RES/70/1`` is one."""
_PARAMETER = re.compile(r"[\w.\[\]%-]{1,60}=[\w%]")
_DOI = re.compile(r"(?://(?:dx\.)?doi\.org/|^)10\.\d{4,9}/\S{0,200}\.$", re.IGNORECASE)
_DOI_ON = re.compile(r"(?=\S*\d)[\w().-]*\.\w|\d{5,}[).,;\]]*$", re.IGNORECASE)
"""More of a DOI behind a point: numbers of a journal, a volume, an article; a year opens sentences."""
_QUALIFIED = re.compile(r"_\([\w%.,-]{1,60}\)[.,;:)]*$")
"""``_(México)``, as a wiki tells its articles apart."""
_CLOSES = re.compile(r"[\w%.,-]{0,60}\)[.,;:)]*$")
"""The end of such a bracket, which the line was too short for."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?[.,;:!?)]*$")
STOPWORDS = frozenset(
    """a al and are as at by con de del desde donde each el en entre es esta este for from had has he her his
    in is it its la las los lo más may not o of on or para pero por que se según ser si sin sobre son su sus
    than that the their then there these they this to un una was were when where which while who will with
    y ya accessed available consultado disponible see véase ver visited""".split()
)


_PAIRED = STOPWORDS | frozenset(
    "él ella ellas ellos o otra otras otro otros unas unos um uma os she him we you".split()
)


def score(left: str, right: str, setting: Break | None, after: str) -> int:
    """The evidence that ``right`` continues the URL ``left``; ``setting`` is None for a mere
    space."""
    host = left.rpartition("://")[2]
    if setting is not None and _expected(left, right, setting):
        return SURE
    if not re.search(r"[/?#]", host) and not has_known_suffix(host.rstrip(".")):
        return _score_host(host, right, setting, after)
    if is_apart(left, right, setting, after):
        return -9
    if setting is not None and (points := _by_itself(left, right, setting, after)):
        return points
    if (
        _NEVER.match(right)
        or _is_either(right)
        or not re.search(r"[^\W_]", right)
        or (setting is None and _NOT_IN_URL.search(right))
        or _CLOSED.search(left)
    ):
        return -9
    if has_known_suffix((_HOST_PATH.match(right) or [""])[0][:-1]):
        return -9
    open_left = _score_left(left, right)
    points = _score_right(right, after)
    if setting is None:
        points += min(open_left, 4) - 2 * (not _NO_WORDS.search(right))
        if open_left <= 0 and not _OPEN_START.match(right):
            points -= 2
        open_end = left[-1] in _OPEN_END or _OPAQUE.search(left)
        return points - 2 if open_end else min(points - 2, OFFER)
    if open_left <= 0 and not _OPEN_START.match(right) and not _JOINED_START.match(right):
        # a word was broken where no more of it fitted, or nothing at the seam speaks for it
        points += _broken(left, right, setting)
    return points + open_left + _score_setting(setting, left[-1], right)


def _by_itself(left: str, right: str, setting: Break, after: str) -> int:
    """The points of what a line begins with that could be a number or a bracket of its own; 0 for all else."""
    ends = after[:1] in {"", "\n"}
    if _QUALIFIED.match(right if right[0] == "_" else left[-1] + right):
        return SURE
    if _CLOSES.match(right) and left.count("(") > left.count(")"):
        return SURE if setting.full or setting.longest else 0
    if setting.full and setting.style == "same" and left[-1].isdigit() and _FIGURE.match(right):
        return JOIN
    if setting.full and _REST.match(right) and _NUMBERED.search(left):
        is_doi = "doi.org/10." in left
        closes = ends or right[-1] in ",;)" or after.startswith(" (")
        return JOIN if is_doi or closes else 0
    return 0


def within_word(left: str, right: str) -> bool:
    """Whether ``right`` is more of the URL ``left`` where nothing that is seen stands between them."""
    if _COMPLETE.search(left) or _NEVER.match(right) or _is_either(right):
        return False
    if has_known_suffix((_HOST_PATH.match(right) or [""])[0][:-1]):
        return False
    if left.endswith("/") and _INSIDE.search(right):
        return True
    return bool(_PATH_INSIDE.search(left[-1:] + right) or _SLUG.match(right))


def _is_either(right: str) -> bool:
    words = _EITHER.match(right.lower())
    return words is not None and {words[1], words[2]} <= _PAIRED


def _expected(left: str, right: str, setting: Break) -> bool:
    """Whether ``right`` is what only can follow: another page's address behind an archive's, the
    number that a parameter waits for, the end of a year or of a file's extension."""
    if right in _OPEN_END:
        return left[-1].isalnum() and (setting.longest or (setting.full and right in "?&="))
    if left.endswith("//"):
        return bool(re.match(r"[^\W_]", right))
    if left[-1] in "?&" and _PARAMETER.match(right):
        return True
    if _DRIVE.search(left):
        return _ID.match(right) is not None
    if inner := re.search(r"/(h[tps:/]{0,6})$", left):
        return bool(re.match(r"https?://[^\W_]", inner[1] + right))
    if re.match(r"https?:|www\.", right, re.IGNORECASE):
        return bool(_CARRIES.search(left))
    fills = setting.full or setting.longest
    if left[-1] == "#" and fills and not setting.begins_word:
        return right[0].isalnum()
    if setting.alone and setting.full and left[-1].isalnum() and _LAST.fullmatch(right):
        return True
    if number := re.match(r"\d{1,3}(?=[.,;)]*$)", right):
        year = re.search(r"\d{1,3}$", left) if setting.full else None
        return left.endswith("=") or bool(year and re.match(r"(?:19|20)\d\d$", year[0] + number[0]))
    if setting.full and (end := re.search(r"/[^/.]+\.([a-z]{1,3})$", left)):
        rest = re.match(r"[a-z]{1,3}(?=[.,;:)]*$)", right)
        return bool(rest and _BARE_EXTENSION.match(end[1] + rest[0]))
    return bool(_TIMED.match(right) and left.endswith("/"))


def _broken(left: str, right: str, setting: Break) -> int:
    """Whether a line was filled to its last character with a URL, and the next one does not begin
    with a word of the text; a capital may begin anything that is no word."""
    if not left[-1].isalnum() or setting.begins_word:
        return -2
    is_full = setting.full or (setting.longest and setting.alone)
    is_no_word = _PATH_INSIDE.search(right) or _STRUNG.search(right)
    is_filled = is_full or (setting.longest and is_no_word is not None)
    if is_filled and (right[0].islower() or right[0].isdigit()):
        return 3
    if setting.full and right[0] == "#" and _PLACE.match(right):
        return 6
    return 1 if is_full and right[0].isupper() and _NO_NAME.search(right) else -2


def _score_host(host: str, right: str, setting: Break | None, after: str) -> int:
    """A host that is no host yet: the next piece must make it one."""
    if setting is not None and setting.style == "other":
        return -9
    if host.endswith(".") and setting and _LABELS.match(right) and after[:1] in {"\n", "\u00ad"}:
        return JOIN  # the host's end stands on the line below that
    on = _HOST_ON.match(right)
    whole = host + on[0] if on else ""
    if not on or not has_known_suffix(whole) or "." not in whole:
        return -9
    if not host.endswith((".", "-", "//")) and host and not on[0].startswith("."):
        if setting is None:
            return -9
        return JOIN if (setting.full or setting.longest) and right[0].islower() else OFFER
    return SURE if setting or host.endswith(".") else JOIN


def _score_left(left: str, right: str) -> int:
    last = left[-1]
    opaque = _OPAQUE.search(left)
    if opaque:
        return 4 if re.match(r"[\w-]*[\d_-][\w-]*", right) else 2
    if last in _OPEN_END:
        return _OPEN_END[last]
    if last == "." and _BARE_EXTENSION.match(right):
        return 8
    if (
        last == "."
        and not re.search(r"[/?#]", left.rpartition("://")[2])
        and re.match(r"[a-z]{2,3}/", right)
    ):
        return 5  # the end of a country's host
    if re.search(r"\d\.$", left) and re.match(r"\d[\w.]*[-_.][^\W\d]", right):
        return 3  # a version
    if last == "." and _DOI.search(left) and _DOI_ON.match(right):
        return 5
    if last == ".":
        return 5 if _EXTENSION.match(right) else (1 if re.match(r"[^\W\d_]*\d", right) else -1)
    if _COMPLETE.search(left):
        return -3
    return 0


def _score_right(right: str, after: str) -> int:
    bare = right.rstrip(".,;:!?)")
    points = 0
    if _OPEN_START.match(right):
        points += 3 if right[0] in "_~" else 5
    elif _JOINED_START.match(right):
        points += 2
    if _INSIDE.search(bare) or (_EXTENSION.match(bare.rpartition(".")[2]) and "." in bare):
        points += 2
    elif _SLUG.search(bare):
        points += 1
    if _WORD.match(right):
        points -= 2
        points -= 2 * (bare.lower() in STOPWORDS)
        points -= not bare.isascii()
        if right == bare and re.match(r" [^\W\d_]", after):
            points -= 1  # prose runs on behind it
        elif right[0].islower() and bare.lower() not in STOPWORDS:
            points += 1
    return points


def _score_setting(setting: Break, end: str, right: str) -> int:
    """How the lines were set: what would still have fitted, broken at the same sign, was not broken
    off; but where a cell holds nothing else, it was typed in lines."""
    unit = (
        right[0]
        + re.split(re.escape(end) if end in "/.-?&=#_" else "[/.?&=#]", right[1:], maxsplit=1)[0]
    )
    points = -4 if setting.room >= len(unit) + 2 and not setting.alone else 1
    points += {"same": 3, "other": -6, "": 0}[setting.style] + 2 * setting.hangs
    return points - setting.page
