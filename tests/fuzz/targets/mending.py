"""Documents that are put right, and files of reference managers: whatever stands in them, nothing but a
reference changes, and mending twice is mending once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from evidence.citations.mend import work
from evidence.formats.document import Unreadable
from evidence.formats.package import Package
from tests.fuzz.target import Target, hold
from tests.fuzz.targets.citations import lawful
from tests.mended import HERE, LEFT, LOST, MAKERS, Maker
from tests.unit import documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CORRECTIONS = [
    {
        "old": LOST,
        "new": "https://web.archive.org/web/2019/x",
        "date": "2019-05-01",
        "accessed": None,
    },
    {"old": LEFT, "new": HERE, "date": None, "accessed": None},
]
_TEXTS = ("a.txt", "a.md", "a.html", "a.csv", "a.bib", "a.json", "a.ris")
_LINKED = {"rl": LEFT}


def _mend(data: bytes, name: str, how: str, author: str = "", *, lost: bool = True) -> bytes:
    style = {
        "how": how,
        "words": "",
        "language": "es",
        "author": author,
        "at": "2026-01-01T00:00:00Z",
    }
    done, _, _ = work.mended(data, name, _CORRECTIONS if lost else [], style)
    return done


def _text(name: str, data: bytes) -> None:
    try:
        once = _mend(data, name, "note")
    except Unreadable as problem:
        hold("\n" not in str(problem), "an error is one line")
        return
    hold(_mend(data, name, "note", lost=False) == data, "without a loss nothing changes")
    for how in ("swap", "link"):
        _mend(data, name, how)
    if len(once) < 2 * len(data) + 5_000:  # what was added may change the kind of a few bytes
        _still(once, name)


def _still(once: bytes, name: str) -> None:
    try:
        _mend(once, name, "note")
    except Unreadable:
        hold(name == "a.json", "what was put right is read")


def _office(name: str, make: Callable[[bytes], bytes], data: bytes) -> None:
    whole = make(data)
    if not _is_sound(whole):
        return
    for how in ("note", "swap", "link"):
        for author in ("", "T") if name == "a.docx" else ("",):
            hold(_is_sound(_mend(whole, name, how, author)), "what was sound is sound")
    hold(_mend(whole, name, "note", lost=False) == whole, "without a loss nothing changes")


def _is_sound(data: bytes) -> bool:
    """Whether every part of an office file can be read."""
    package = Package(data)
    try:
        for member in package.members:
            package.parse(member, _Deaf())
    except Unreadable:
        return False
    return True


class _Deaf:
    """Hears XML and makes nothing of it."""

    def start(self, tag: str, attrib: object) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, data: str) -> None: ...


def _docx(data: bytes) -> bytes:
    return documents.docx(data.decode("utf-8", "replace"), _LINKED)


def _odt(data: bytes) -> bytes:
    return documents.odf("text", data.decode("utf-8", "replace"))


def _xlsx(data: bytes) -> bytes:
    sheet, _, text = data.decode("utf-8", "replace").partition("\x01")
    return documents.xlsx({"H": sheet}, strings=[text], links=_LINKED)


def _seeds(name: str) -> Iterator[bytes]:
    yield from (MAKERS[name](Maker(seed, after=False))[:2_000] for seed in (1, 2))


def _docx_parts() -> Iterator[bytes]:
    yield f'<w:p><w:hyperlink r:id="rl">{documents.run(LEFT)}</w:hyperlink>{documents.run("y " + LEFT)}</w:p>'.encode()
    yield f'<w:p><w:ins w:id="1" w:author="A">{documents.run("en " + LEFT + " y")}</w:ins></w:p>'.encode()
    yield f'<w:p><w:fldSimple w:instr="HYPERLINK &quot;{LEFT}&quot;">{documents.run("x")}</w:fldSimple></w:p>'.encode()


def _odt_parts() -> Iterator[bytes]:
    yield f"<text:p><text:a xlink:href='{LEFT}'>acta</text:a> y <text:span>{LEFT}</text:span></text:p>".encode()


def _xlsx_parts() -> Iterator[bytes]:
    yield f'<sheetData><row><c><f>HYPERLINK("{LEFT}","d")</f></c></row></sheetData>\x01<t>{LEFT}</t>'.encode()


_SIGNS = (
    LEFT.encode(),
    LOST.encode(),
    b'"',
    b"{",
    b"}",
    b"[",
    b"](",
    b")",
    b"<",
    b">",
    b"\\",
    b"\r\n",
    b"&amp;",
    b"`",
    b"=",
)
_XML = (
    LEFT.encode(),
    b"<w:r>",
    b"</w:r>",
    b"<w:t>",
    b"</w:t>",
    b"<w:p>",
    b"</w:p>",
    b"<!--",
    b"<![CDATA[",
    b"]]>",
    b"&amp;",
)
_LAW = "Unreadable, or the same bytes beside what is put right, as sound as before"
_CITES = "Unreadable, or citations that stand in the text"
_READ = {
    "cite-bibtex": ("a.bib", b"@online{a, title={x}, url = {http://a.mx/b}, urldate={2019-09-12}}"),
    "cite-ris": ("a.ris", b"TY  - ELEC\nUR  - http://a.mx/b\nY2  - 2019/09/12\nER  - \n"),
    "cite-json": ("a.json", b'[{"URL":"http://a.mx/b","accessed":{"date-parts":[[2019,9,12]]}}]'),
    "cite-xml-list": ("", b"<urlset><url><loc>http://a.mx/b</loc></url></urlset>"),
    "cite-rtf": ("a.rtf", rb"{\rtf1 {\field{\*\fldinst{HYPERLINK http://a.mx/b}}{\fldrslt{x}}}\par}"),
    "cite-mail": ("a.eml", b"From: a@b.c\nTo: d@e.f\nSubject: g\nDate: h\n\nVer http://a.mx/b\n"),
    "cite-warc": ("a.warc", b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"),
    "cite-accessed": ("a.txt", b"http://a.mx/b (consultado el 12 de septiembre de 2019)"),
}  # fmt: skip
TARGETS = (
    *(Target(f"mend-{name[2:]}", _LAW, partial(_text, name), partial(_seeds, name), _SIGNS, seconds=2.0) for name in _TEXTS),
    Target("mend-docx", _LAW, partial(_office, "a.docx", _docx), _docx_parts, _XML, seconds=2.0),
    Target("mend-odt", _LAW, partial(_office, "a.odt", _odt), _odt_parts, _XML, seconds=2.0),
    Target("mend-xlsx", _LAW, partial(_office, "a.xlsx", _xlsx), _xlsx_parts, _XML, seconds=2.0),
    *(Target(target, _CITES, partial(lawful, name=name, content_type=""), partial(iter, (seed,)), _SIGNS, seconds=2.0)
      for target, (name, seed) in _READ.items()),
)  # fmt: skip
