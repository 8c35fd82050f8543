"""Set by LibreOffice: its own foot-notes and end-notes, and notes that an author numbered by hand."""

from __future__ import annotations

import html
import subprocess
import zipfile
from typing import TYPE_CHECKING

from benchmarks.notes_world.story import Note, Sentence, Story, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = ("foot-notes", "end-notes", "foot-notes, two columns", "end-notes by hand")
_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip


def pdfs(folder: Path, seed: int) -> Iterator[tuple[str, Story, Path]]:
    made = []
    for number, kind in enumerate(KINDS):
        for language in ("en", "es"):
            told = story(300 * seed + number, language)
            page = folder / f"office-{seed}-{number}-{language}.odt"
            _pack(page, _document(told, number, seed))
            made.append((kind, told, page))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *(str(page) for _, _, page in made)],
        check=False, capture_output=True, timeout=300,
    )  # fmt: skip
    for kind, told, page in made:
        yield kind, told, page.with_suffix(".pdf")


def _pack(path: Path, parts: dict[str, str]) -> None:
    kind = "application/vnd.oasis.opendocument.text"
    names = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in parts
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        f"{names}</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {"mimetype": kind, "META-INF/manifest.xml": manifest, **parts}.items():
            archive.writestr(name, data)


def _document(told: Story, number: int, seed: int) -> dict[str, str]:
    columns = "<style:columns fo:column-count='2' fo:column-gap='0.7cm'/>" if number == 2 else ""
    font = ("Liberation Serif", "DejaVu Sans", "Liberation Sans")[(seed + number) % 3]
    raised = ("super 58%", "35% 65%")[seed % 2]
    align = ("start", "justify")[(seed + number) % 2]
    styles = (
        f"<style:style style:name='Standard' style:family='paragraph'><style:paragraph-properties "
        f"fo:line-height='{(100, 90, 130)[(seed + number) % 3]}%' fo:margin-bottom='0.2cm' fo:text-align='{align}'/>"
        f"<style:text-properties style:font-name='{font}' fo:font-family=\"'{font}'\" "
        "fo:font-size='11pt'/></style:style>"
        "<style:style style:name='Footnote' style:family='paragraph' style:parent-style-name='Standard'>"
        "<style:text-properties fo:font-size='9pt'/></style:style>"
        "<style:style style:name='Endnote' style:family='paragraph' style:parent-style-name='Footnote'/>"
        "<style:style style:name='T' style:family='text'><style:text-properties "
        f"style:text-position='{raised}'/></style:style>"
        "<text:notes-configuration text:note-class='footnote' text:citation-body-style-name='T' "
        "text:citation-style-name='T' style:num-format='1' text:start-numbering-at='document'/>"
        "<text:notes-configuration text:note-class='endnote' text:citation-body-style-name='T' "
        "text:citation-style-name='T' style:num-format='1' text:start-numbering-at='document'/>"
    )
    page = (
        "<style:page-layout style:name='P'><style:page-layout-properties fo:page-width='21cm' "
        f"fo:page-height='29.7cm' fo:margin='2.2cm'>{columns}</style:page-layout-properties></style:page-layout>"
    )
    body = [
        _heading(title) + "".join(map(_paragraph, _told(paragraphs, number)))
        for title, paragraphs in told.sections
    ]
    body.append(_table(told))
    if number == 3:
        body.append(_heading("Notas" if told.language == "es" else "Notes"))
        body += [_paragraph(f"{n.number}{('. ', ' ')[seed % 2]}{_words(n)}") for n in told.notes]
    automatic = (
        "<style:style style:name='C' style:family='table-column'><style:table-column-properties "
        "style:column-width='4cm'/></style:style><style:style style:name='W' style:family='table'>"
        "<style:table-properties style:width='8cm' table:align='left'/></style:style>"
    )
    return {
        "styles.xml": f"<office:document-styles {_NAMES} office:version='1.3'><office:styles>{styles}</office:styles>"
        f"<office:automatic-styles>{page}</office:automatic-styles><office:master-styles><style:master-page "
        "style:name='Standard' style:page-layout-name='P'/></office:master-styles></office:document-styles>",
        "content.xml": f"<office:document-content {_NAMES} office:version='1.3'><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>",
    }


def _told(paragraphs: list[list[Sentence]], number: int) -> Iterator[str]:
    for sentences in paragraphs:
        yield " ".join(_sentence(sentence, number) for sentence in sentences)


def _paragraph(inner: str, style: str = "Standard") -> str:
    return f"<text:p text:style-name='{style}'>{inner}</text:p>"


def _heading(words: str) -> str:
    return f"<text:h text:outline-level='1' text:style-name='Heading_20_1'>{words}</text:h>"


def _sentence(sentence: Sentence, number: int) -> str:
    marker = ""
    if sentence.note is not None and number == 3:
        marker = f"<text:span text:style-name='T'>{sentence.note.number}</text:span>"
    elif sentence.note is not None:
        kind, style = (("footnote", "Footnote"), ("endnote", "Endnote"))[number == 1]
        marker = (
            f"<text:note text:note-class='{kind}'><text:note-citation>{sentence.note.number}</text:note-citation>"
            f"<text:note-body>{_paragraph(_words(sentence.note), style)}</text:note-body></text:note>"
        )
    return html.escape(sentence.head) + marker + html.escape(sentence.tail)


def _table(told: Story) -> str:
    cell = "<table:table-cell>{}</table:table-cell>"
    rows = "".join(
        f"<table:table-row>{cell.format(_paragraph(what))}{cell.format(_paragraph(html.escape(address)))}</table:table-row>"
        for what, address in told.table
    )
    columns = "<table:table-column table:style-name='C' table:number-columns-repeated='2'/>"
    return f"<table:table table:style-name='W'>{columns}{rows}</table:table>"


def _words(note: Note) -> str:
    return "".join(html.escape(words + shown) for words, shown in note.parts)
