"""Documents of every format that ``mend`` writes, each before and after: the same maker with other
references, so that a test knows every byte that must be there."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from evidence.citations.mend import Correction
from tests.unit.documents import docx, odf, packed, run, xlsx

LOST = "http://perdido.example/plan%20de%20obra.pdf?a=1&b=2"
COPY = f"https://web.archive.org/web/20190501000000/{LOST}"
LEFT = "http://viejo.example/acta_(final)"
HERE = "https://nuevo.example/acta"
CORRECTIONS = (Correction(LOST, COPY, "2019-05-01"), Correction(LEFT, HERE))
SAID = {
    LOST: f" [archivado el 1 de mayo de 2019: {COPY}]",
    LEFT: f" [ahora en {HERE}]",
}
LABELLED = {LOST: " [archivado el 1 de mayo de 2019]", LEFT: ""}
_NEW = {LOST: COPY, LEFT: HERE}
_WORDS = (
    "El compromiso sobre agua se cumplió según la dependencia, pero el acta — “pública” & firmada < 2 > "
    "no está ñ é 日本 en http://vivo.example/a?x=1&y=2 desde entonces"
).split()


@dataclass(frozen=True)
class Maker:
    """Makes one document; ``after`` says whether its references are put right."""

    seed: int
    after: bool

    def prose(self, number: int) -> str:
        """The same words before and after."""
        return " ".join(random.Random(f"{self.seed} {number}").choices(_WORDS, k=12))

    def said(self, url: str) -> str:
        """The words behind an address that is written out."""
        return SAID[url] if self.after else ""

    def label(self, url: str) -> str:
        """The words behind a link that shows none."""
        return LABELLED[url] if self.after else ""

    def to(self, url: str) -> str:
        """Where a link leads."""
        return _NEW[url] if self.after else url


def x(text: str) -> str:
    """Text for elements of XML and HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(m: Maker) -> bytes:
    end = random.Random(m.seed).choice(["\n", "\r\n"])
    lines = [
        m.prose(1),
        f"{m.prose(2)} {LOST}{m.said(LOST)}. {m.prose(3)}",
        f"({LEFT}{m.said(LEFT)}) {m.prose(4)}",
    ]
    return (end.join(lines) + end).encode("utf-8-sig" if m.seed % 2 else "utf-8")


def latin(m: Maker) -> bytes:
    text = f"Según el acta número {m.seed}: {LOST}{m.said(LOST)}, página 3º\r\n"
    return text.encode("cp1252")


def markdown(m: Maker) -> bytes:
    said = m.said(LEFT).replace(HERE, f"<{HERE}>")
    return (
        f'# Informe\n\n{x(m.prose(1))} [el *plan*]({m.to(LOST)} "título"){m.label(LOST)} y\n'
        f"{x(m.prose(2))}[^1].\n\n```\ncurl {LOST}\n```\n\n- {LEFT}{said}\n\n"
        f"[^1]: Véase [acta][a] {x(m.prose(3))}\n\n[a]: {m.to(LEFT)}\n"
    ).encode()


def html(m: Maker) -> bytes:
    robust = (
        f' data-originalurl="{x(LOST)}" data-versionurl="{x(COPY)}" data-versiondate="2019-05-01"'
        if m.after
        else ""
    )
    return (
        f"<!DOCTYPE html>\n<html lang=es><head><meta charset=utf-8><title>{x(LOST)}</title></head><body>\n"
        f'<p class=a>{x(m.prose(1))} <a  class="x"\n href="{x(m.to(LOST))}"{robust} title=t>el <b>plan</b></a>'
        f"{m.label(LOST)}.</p>\n<!-- {LOST} --><script>var u = '{LOST}';</script>\n"
        f"<ul><li>{x(m.prose(2))} {LEFT}{x(m.said(LEFT))}<br>fin<li>otra</ul><textarea>{LEFT}</textarea>"
    ).encode()


def csv(m: Maker) -> bytes:
    prose = m.prose(1).replace('"', "")
    return (
        f'compromiso;url;nota\r\n1;{LEFT}{m.said(LEFT)};"{prose}"\r\n'
        f'2;"{LOST}{m.said(LOST)}";"dijo ""sí"""\r\n3;;\r\n'
    ).encode()


def bibtex(m: Maker) -> bytes:
    note = f"Copia archivada el 1 de mayo de 2019; citado como \\url{{{LOST}}}"
    added = f",\n  note = {{{note}}}" if m.after else ""
    more = f" Citado como \\url{{{LEFT}}}" if m.after else ""
    return (
        f'% {m.prose(1)}\n@string{{inai = "INAI"}}\n@online{{plan{m.seed},\n  author = {{Luna, {{\\\'A}}ngel}},\n'
        f"  url = {{{m.to(LOST)}}}{added},\n  urldate={{2019-09-12}}, publisher = inai\n}}\n\n"
        f'@misc{{acta, title="Acta {{DE}} \\"una\\" sesi{{\\\'o}}n", note = {{Leída.{more}}}, URL="{m.to(LEFT)}"}}\n'
    ).encode()


def csl(m: Maker) -> bytes:
    indent = None if m.seed % 2 else 2
    note = f"Copia archivada el 1 de mayo de 2019; citado como {LOST}"
    first = {"id": "1", "title": m.prose(1), "URL": m.to(LOST)}
    if m.after:
        first["note"] = note
    before = "Leída."
    second = {"URL": m.to(LEFT), "note": f"{before}\nCitado como {LEFT}" if m.after else before}
    return json.dumps([first, second], ensure_ascii=bool(m.seed % 3), indent=indent).encode()


def ris(m: Maker) -> bytes:
    added = f"N1  - Copia archivada el 1 de mayo de 2019; citado como {LOST}\r\n" if m.after else ""
    return (
        f"TY  - ELEC\r\nTI  - {m.prose(1)}\r\nUR  - {m.to(LOST)}\r\n{added}Y2  - 2019/09/12/\r\nER  - \r\n\r\n"
        f"TY  - RPRT\r\nN1  - Véase {LEFT}{m.said(LEFT)}.\r\nER  - \r\n"
    ).encode()


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def typed(data: bytes, kinds: dict[str, str]) -> bytes:
    """An office file with the list of content types that other programs ask for, and a picture."""
    old = zipfile.ZipFile(io.BytesIO(data))
    parts = "".join(f'<Override PartName="/{p}" ContentType="{k}+xml"/>' for p, k in kinds.items())
    members = {name: old.read(name) for name in old.namelist()}
    return packed({"[Content_Types].xml": _TYPES.format(parts), **members})


def word(m: Maker, notes: int = 3) -> bytes:
    """A DOCX with foot-notes, comments, tracked changes, a field and links."""
    look = '<w:rStyle w:val="L"/><w:b/>'
    hyper = f'<w:hyperlink r:id="h1" w:history="1">{run("el plan", look)}</w:hyperlink>'
    behind = run(m.label(LOST), "<w:b/>") if m.after else ""
    marks = "".join(
        f'<w:r><w:footnoteReference w:id="{n + 2}"/></w:r>{run(f" {x(m.prose(n))}")}'
        for n in range(notes)
    )
    body = (
        f'<w:p><w:pPr><w:rPr><w:ins w:id="90" w:author="Ana"/></w:rPr></w:pPr>{run("Ver ")}{hyper}{behind}'
        f'<w:commentRangeStart w:id="1"/>{run(x(m.prose(1)))}<w:commentRangeEnd w:id="1"/>'
        f'<w:r><w:commentReference w:id="1"/></w:r>{marks}</w:p>'
        f'<w:p><w:ins w:id="91" w:author="Ana" w:date="2020-01-01T00:00:00Z">{run("nuevo ")}</w:ins>'
        f'<w:del w:id="92" w:author="Ana"><w:r><w:delText>{LEFT}</w:delText></w:r></w:del>'
        f"{run('http://viejo.exa', '<w:i/>')}{run(f'mple/acta_(final){m.said(LEFT)}, {x(m.prose(2))}')}</w:p>"
    )
    noted = "".join(
        f'<w:footnote w:id="{n + 2}"><w:p>{run(f"{x(m.prose(n))} {x(LOST)}{x(m.said(LOST))}.")}</w:p></w:footnote>'
        for n in range(notes)
    )
    comments = (
        f'<w:comment w:id="1" w:author="Ana"><w:p>{run(f"¿Sigue {x(LOST)}?")}</w:p></w:comment>'
    )
    made = docx(body, {"h1": x(m.to(LOST))}, footnotes=noted, comments=comments)
    kinds = {"document": "document.main", "footnotes": "footnotes", "comments": "comments"}
    return typed(made, {f"word/{part}.xml": f"{_WORD}.{kind}" for part, kind in kinds.items()})


_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def odt(m: Maker) -> bytes:
    made = odf(
        "text",
        f'<text:p>{x(m.prose(1))} <text:a xlink:type="simple" xlink:href="{x(m.to(LOST))}"><text:span>plan'
        f"</text:span></text:a>{m.label(LOST)}<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"<text:p>Véase {LEFT}{m.said(LEFT)}.</text:p></text:note-body></text:note></text:p>"
        f"<text:p><text:span>http://viejo.example/</text:span>acta_(final){m.said(LEFT)}</text:p>",
    )
    return packed({**members(made), "META-INF/manifest.xml": _MANIFEST})


def workbook(m: Maker) -> bytes:
    rows = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        f'<c r="C1" t="inlineStr"><is><t>{LEFT}{m.said(LEFT)}</t></is></c>'
        f'<c r="D1" t="str"><f>HYPERLINK("{m.to(LEFT)}","acta")</f><v>acta</v></c></row></sheetData>'
        '<hyperlinks><hyperlink ref="B1" r:id="h"/></hyperlinks>'
    )
    texts = [f"<t>{x(m.prose(1))} {x(LOST)}{x(m.said(LOST))}</t>", "<t>plan</t>"]
    made = xlsx({"Hoja": rows}, strings=texts, links={"h": x(m.to(LOST))})
    kinds = {"workbook": "sheet.main", "worksheets/0": "worksheet", "sharedStrings": "sharedStrings",
             "styles": "styles"}  # fmt: skip
    return typed(made, {f"xl/{part}.xml": f"{_EXCEL}.{kind}" for part, kind in kinds.items()})


MAKERS: dict[str, Callable[[Maker], bytes]] = {
    "a.txt": plain,
    "latin.txt": latin,
    "a.md": markdown,
    "a.html": html,
    "a.csv": csv,
    "a.bib": bibtex,
    "a.json": csl,
    "a.ris": ris,
    "a.docx": word,
    "a.odt": odt,
    "a.xlsx": workbook,
}
"""Name -> maker; of PDF, whose bytes stay before what is added, see its own test."""


def members(data: bytes) -> dict[str, bytes]:
    """The parts of an office file; of another file itself alone."""
    if not data.startswith(b"PK"):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}
