"""Corrected references back into documents: nothing but they differs."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import asdict, replace
from xml.etree.ElementTree import fromstring

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from evidence.citations.mend import Correction, Place, Style, What, work
from evidence.citations.mend.parts import Parts
from evidence.citations.reading import read
from evidence.errors import UsageError
from evidence.formats.document import Unreadable
from tests.mended import COPY, CORRECTIONS, HERE, LEFT, LOST, MAKERS, SAID, Maker, members, word, x
from tests.unit.documents import docx, pdf, run


def mend(
    data: bytes,
    name: str,
    style: str = "note",
    *,
    author: str = "",
    only: tuple[Correction, ...] = CORRECTIONS,
) -> tuple[bytes, list[Place]]:
    how = replace(Style.named(style, "es"), author=author, at="2026-11-26T20:00:00Z")
    answer = work.mend(data, name, [asdict(one) for one in only], asdict(how))
    return b64decode(answer.base64), list(answer.places)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_nothing_but_the_references_differs(name: str, seed: int) -> None:
    before, after = (MAKERS[name](Maker(seed, after=put_right)) for put_right in (False, True))
    mended, places = mend(before, name)
    assert members(mended) == members(after)
    assert list(members(mended)) == list(members(before))
    assert all(place.what is not What.TOLD for place in places)


@pytest.mark.parametrize("name", MAKERS)
def test_mending_twice_is_mending_once(name: str) -> None:
    once, _ = mend(MAKERS[name](Maker(5, after=False)), name)
    twice, places = mend(once, name)
    assert members(twice) == members(once)
    assert {place.what for place in places} <= {What.TOLD, What.LEFT}


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("style", ["note", "swap", "link", "(copia: {new})"])
def test_a_document_without_lost_references_stays_byte_by_byte(name: str, style: str) -> None:
    data = MAKERS[name](Maker(6, after=False))
    other = (Correction("http://otro.example/", HERE),)
    assert mend(data, name, style, only=other) == (data, [])


@pytest.mark.parametrize("name", MAKERS)
def test_swapped_addresses_are_cited_and_the_old_ones_no_more(name: str) -> None:
    data = MAKERS[name](Maker(7, after=False))
    cited = {citation.url for citation in read(data, name, "").citations}
    mended, places = mend(data, name, "swap")
    left = {place.old for place in places if place.what is What.LEFT}
    found = {citation.url for citation in read(mended, name, "").citations}
    old, new = (
        {LOST, LEFT} & cited,
        {COPY if LOST in cited else "", HERE if LEFT in cited else ""} - {""},
    )
    assert found & {LOST, LEFT} <= left
    assert found - left == cited - old | new


def test_a_docx_with_500_notes_comments_and_tracked_changes_survives() -> None:
    before, after = (word(Maker(8, after=put_right), 500) for put_right in (False, True))
    mended, places = mend(before, "a.docx")
    assert members(mended) == members(after)
    assert len(places) == 502


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", f'<p><a href="http://vivo.example/">{LEFT}</a></p>'),
        ("a.md", f"[{LEFT}](http://vivo.example/)\n"),
    ],
)
def test_a_link_that_leads_elsewhere_than_it_says_leads_there_still(name: str, text: str) -> None:
    mended, (place,) = mend(text.encode(), name)
    assert b"http://vivo.example/" in mended
    assert HERE in mended.decode()
    assert place.what is What.WORDS


def test_a_field_with_a_place_in_its_document_leads_to_the_new_address() -> None:
    code = f' HYPERLINK "{LEFT}" \\l "anexo" '
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>' + code
        + '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("acta")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )  # fmt: skip
    placed = (Correction(f"{LEFT}#anexo", HERE),)
    mended, (place,) = mend(docx(body), "a.docx", only=placed)
    assert place.what is What.LINK
    assert f'HYPERLINK "{HERE}" \\l' in members(mended)["word/document.xml"].decode()


@pytest.mark.parametrize("style", ["note", "swap", "link"])
def test_a_link_over_several_addresses_is_tracked_as_sound_xml(style: str) -> None:
    inner = run(f"ver {LEFT} o {LEFT} u {LOST.replace('&', '&amp;')} y más")
    data = docx(f'<w:p><w:hyperlink r:id="h">{inner}</w:hyperlink></w:p>', {"h": LEFT})
    mended, _ = mend(data, "a.docx", style, author="Testigo")
    text = "".join(fromstring(members(mended)["word/document.xml"]).itertext())
    assert text.startswith("ver ")
    assert " y más" in text


def test_formulas_are_left_and_the_double_of_a_box_is_put_right_with_it() -> None:
    box = f"<w:txbxContent><w:p>{run(LEFT)}</w:p></w:txbxContent>"
    drawn = f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    math = f'<m:r xmlns:m="urn:m"><m:t>{LEFT}</m:t></m:r>'
    data = docx(f"<w:p><w:r><mc:AlternateContent>{drawn}</mc:AlternateContent></w:r>{math}</w:p>")
    mended, places = mend(data, "a.docx")
    text = members(mended)["word/document.xml"].decode()
    assert text.count(f"[ahora en {HERE}]") == 2
    assert math in text
    assert len(places) == 1


@pytest.mark.parametrize("style", ["note", "swap"])
def test_an_ampersand_that_begins_no_reference_is_part_of_the_address(style: str) -> None:
    mended, _ = mend(f"<!doctype html><p>{LOST}</p>".encode(), "a.html", style)
    shown = x(COPY) if style == "swap" else f"{LOST}{x(SAID[LOST])}"
    assert mended.decode() == f"<!doctype html><p>{shown}</p>"


def test_menus_are_left() -> None:
    page = (
        f'<!doctype html><nav><a href="{LEFT}">acta</a></nav>'
        f'<div role=banner><div><a href="{LEFT}">x</a></div></div><p>{LEFT}'
    )
    mended, places = mend(page.encode(), "a.html")
    assert mended.decode() == f"{page} [ahora en {HERE}]"
    assert len(places) == 1


def test_code_that_is_indented_is_left() -> None:
    data = f"Texto\n\n    curl {LEFT}\n\n- uno\n\n      wget {LOST}\n".encode()
    assert mend(data, "a.md")[0] == data


def test_tracked_changes_are_accepted_one_by_one() -> None:
    before = word(Maker(9, after=False), 500)
    mended, places = mend(before, "a.docx", author="Ana & Luis")
    parts, old = members(mended), members(before)
    made = re.findall(
        rb'<w:ins w:id="(\d+)" w:author="Ana &amp; Luis" w:date="2026-11-26T20:00:00Z">',
        parts["word/document.xml"] + parts["word/footnotes.xml"],
    )
    assert len(made) == len(set(made)) == len(places) == 502
    assert not {b"1", b"90", b"91", b"92"} & set(made)
    assert parts["word/_rels/document.xml.rels"] == old["word/_rels/document.xml.rels"]
    assert parts["word/comments.xml"] == old["word/comments.xml"]
    rejected = re.sub(
        rb'<w:ins [^>]*w:author="Ana &amp; Luis".*?</w:ins>', b"", parts["word/footnotes.xml"]
    )
    text = rb"<w:t[^>]*>([^<]*)</w:t>"
    assert b"".join(re.findall(text, rejected)) == b"".join(
        re.findall(text, old["word/footnotes.xml"])
    )


def test_a_change_is_tracked_beside_somebody_elses_not_in_it() -> None:
    data = docx(f'<w:p><w:ins w:id="3" w:author="Ana">{run(f"en {LEFT} y más")}</w:ins></w:p>')
    mended, _ = mend(data, "a.docx", author="Testigo")
    text = members(mended)["word/document.xml"].decode()
    depth = deepest = 0
    for sign in re.findall(r"<(/?)w:ins\b", text):
        depth += -1 if sign else 1
        deepest = max(deepest, depth)
    assert deepest == 1
    assert text.count('w:author="Ana"') == 2


def test_tracked_swaps_delete_the_old_and_insert_the_new() -> None:
    data = docx(f"<w:p>{run(f'en {LEFT} y')}</w:p>")
    mended, _ = mend(data, "a.docx", "swap", author="Testigo")
    text = members(mended)["word/document.xml"].decode()
    assert f'<w:delText xml:space="preserve">{LEFT}</w:delText>' in text
    assert f'<w:t xml:space="preserve">{HERE}</w:t></w:r></w:ins>' in text


@pytest.mark.parametrize("pages", [[[f"Ver {LEFT} y más", "otra"], [LOST]], [["nada", LEFT, LEFT]]])
def test_of_a_pdf_no_byte_and_no_text_changes(pages: list[list[str]]) -> None:
    data = pdf(pages)
    mended, places = mend(data, "a.pdf")
    assert mended.startswith(data)
    assert _pdf(mended)[0] == _pdf(data)[0]
    assert {place.old for place in places} == {url for url in (LOST, LEFT) if url in str(pages)}
    notes = [words for words in _pdf(mended)[1] if words]
    assert notes == [place.words for place in places]


def test_of_a_damaged_pdf_no_byte_changes() -> None:
    data = pdf([[LEFT], ["dos"]])
    data = data[: data.index(b"startxref")]
    mended, _ = mend(data, "a.pdf")
    assert mended.startswith(data)
    assert len(_pdf(mended)[0]) == 2


def test_an_address_that_only_the_layout_tells_has_its_note_beside_its_first_piece() -> None:
    data = pdf([["uno"], ["Ver http://viejo.example/acta_", "(final) y otra cosa que sigue."]])
    cited = next(one for one in read(data, "a.pdf", "").citations)
    mended, (place,) = mend(data, "a.pdf", only=(Correction(cited.url, HERE),))
    assert mended.startswith(data)
    assert place.what is What.BOTH


def _pdf(data: bytes) -> tuple[list[str], list[str]]:
    """The text of each page, and the contents of each annotation."""
    document = pypdfium2.PdfDocument(data)
    texts, notes = [], []
    for page in list(document):
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
            size = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
            buffer = (pdfium.FPDF_WCHAR * (size // 2))()
            pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
            notes.append(bytes(buffer).decode("utf-16-le").rstrip("\0"))
            pdfium.FPDFPage_CloseAnnot(annotation)
        page.close()
    document.close()
    return texts, notes


@pytest.mark.parametrize(
    "told", [COPY, f"https://archive.example/web/2018/{LOST}", f"(see <{COPY}>)"]
)
def test_a_reference_with_its_copy_beside_it_is_left(told: str) -> None:
    data = f"Véase {LOST}, archivado en {told}.\n".encode()
    mended, (place, *_) = mend(data, "a.txt")
    assert (mended, place.what) == (data, What.TOLD)


def test_code_and_scripts_are_left() -> None:
    data = f"`curl {LOST}`\n\n~~~\n{LEFT}\n~~~\n\n[a](http://vivo.example/)\n".encode()
    mended, places = mend(data, "a.md")
    assert mended == data
    assert {place.what for place in places} == {What.LEFT}


def test_brackets_in_front_of_brackets_would_be_a_link() -> None:
    data = f"[acta]({LOST})(anexo) [x](http://vivo.example)\n".encode()
    mended, _ = mend(data, "a.md")
    assert mended == data.replace(LOST.encode(), COPY.encode(), 1)


def test_a_copy_on_another_day_goes_to_the_reference_of_that_day() -> None:
    both = (
        Correction(
            LOST, f"https://archive.example/web/2015/{LOST}", "2015-01-01", accessed="2015-01-02"
        ),
        Correction(LOST, COPY, "2019-05-01", accessed="2019-05-02"),
    )
    data = f"A {LOST} (consultado el 2 de mayo de 2019)\n\nB {LOST} (leído el 2 de enero de 2015)\n".encode()
    mended, _ = mend(data, "a.txt", only=both)
    first, second = mended.decode().split("\n\n")
    assert COPY in first
    assert "/2015/" in second


@pytest.mark.parametrize("style", ["nota", "", "{nuevo}", "{new", "{}", "{new.__class__}", "{0}"])
def test_a_style_that_is_none_is_refused(style: str) -> None:
    with pytest.raises(UsageError):
        Style.named(style)


def test_changes_are_tracked_in_a_docx_only() -> None:
    with pytest.raises(Unreadable, match="DOCX only"):
        mend(LOST.encode(), "a.txt", author="Testigo")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04word/" + b"x" * 50, b"\x89PNG\r\n\x1a\n", b'[{"URL": "x"']
)
def test_what_is_damaged_or_nothing_to_write_into_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        mend(data, "a.json")


def test_members_are_copied_as_they_are_packed() -> None:
    data = word(Maker(1, after=False))
    parts = Parts(data)
    parts.put("word/document.xml", b"<x/>")
    made = parts.result()
    assert members(made) == {**members(data), "word/document.xml": b"<x/>"}


_OLD, _NEW = "https://viejo.example/a_b", "https://nuevo.example/~c_d"


@pytest.mark.parametrize(
    ("field", "noted"),
    [
        # behind the command, and not between its address and its words
        (r"howpublished = {\href{https://viejo.example/a\_b}{El acta}}",
         r"howpublished = {\href{https://viejo.example/a\_b}{El acta} [ahora en \url{https://nuevo.example/~c_d}]}"),
        (r"howpublished = {\path{https://viejo.example/a\_b}}",
         r"howpublished = {\path{https://viejo.example/a\_b} [ahora en \url{https://nuevo.example/~c_d}]}"),
        (r"note = {\url{https://viejo.example/a_b}.}",
         r"note = {\url{https://viejo.example/a_b} [ahora en \url{https://nuevo.example/~c_d}].}"),
        # told already, however its signs are written
        (r"note = {\url{https://viejo.example/a_b}, \url{https://nuevo.example/\textasciitilde{}c\_d}}", None),
        (r"note = {\url{https://viejo.example/a_b}, https://nuevo.example/$\sim$c\_d}", None),
    ],
)  # fmt: skip
def test_latex_is_read_as_the_reader_of_bibliographies_reads_it(
    field: str, noted: str | None
) -> None:
    entry = "@misc{a,\n title = {Acta},\n {}\n}\n"
    data = entry.replace("{}", field, 1).encode()
    mended, places = mend(data, "a.bib", only=(Correction(_OLD, _NEW),))
    assert mended.decode() == entry.replace("{}", noted or field, 1)
    assert [place.what for place in places] == [What.WORDS if noted else What.TOLD]


NEW = Correction("http://a.example/viejo", "http://a.example/nuevo")


@pytest.mark.parametrize(
    ("beside", "what"),
    [
        ("véase http://a.example/nuevo-reglamento.pdf", What.WORDS),
        ("véase http://a.example/nuevo/2024", What.WORDS),
        ("véase http://a.example/nuevo.html", What.WORDS),
        ("véase http://a.example/nuevo?x=1", What.WORDS),
        ("véase http://a.example/nuevo.", What.TOLD),
        ("(ahora en http://a.example/nuevo/)", What.TOLD),
        ("ahora en http://a.example/nuevo, y", What.TOLD),
        ("https://web.archive.org/web/2020/http://a.example/viejo-dos", What.WORDS),
        ("https://web.archive.org/web/2020/http://a.example/viejo.", What.TOLD),
    ],
)
@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("a.txt", "http://a.example/viejo {beside}\n"),
        ("a.bib", "@misc{{a, howpublished = {{\\url{{http://a.example/viejo}}}}, note = {{{beside}}}}}\n"),
        ("a.ris", "TY  - GEN\nN1  - http://a.example/viejo {beside}\nER  - \n"),
        ("a.json", '[{{"id": "a", "note": "http://a.example/viejo {beside}"}}]\n'),
    ],
)  # fmt: skip
def test_a_longer_address_that_begins_like_the_new_one_is_not_it(
    name: str, shape: str, beside: str, what: What
) -> None:
    _, places = mend(shape.format(beside=beside).encode(), name, only=(NEW,))
    if name == "a.bib" and "web.archive.org" in beside:
        return  # of another field only the new address is looked for
    assert [place.what for place in places if place.old == NEW.old][:1] == [what]
