"""Signs in an address that nobody sees, or that a font drew in place of letters, wherever they stand."""

from __future__ import annotations

import pytest

from evidence.citations import read as read_source
from evidence.citations.cite import citations_of
from evidence.citations.mend.model import Correction, Corrections
from evidence.citations.targets import web_address
from evidence.citations.typed import as_typed
from evidence.formats.document import Document, Link
from tests.unit.plain_text import found, read

PLAN = "https://www.example.org/docs/plan.pdf"
FEW = ["\u200b", "\ufeff", "\u200c", "\u2060", "\u00ad"]
MORE = [
    "\u061c",
    "\u034f",
    "\u2062",
    "\u2063",
    "\u206a",
    "\u2069",
    "\u3164",
    "\ufe0f",
    "\U000e0020",
    "\x07",
    "\x1f",
]


@pytest.mark.parametrize("sign", [*FEW, *MORE])
def test_behind_a_slash_no_such_sign_is_part_of_an_address(sign: str) -> None:
    assert read(f"Disponible en https://www.example.org/{sign}docs/{sign}plan.pdf hoy") == [PLAN]
    assert read(f"Disponible en {PLAN}{sign} hoy") == [PLAN]
    assert read(f"Disponible en {PLAN}{sign}") == [PLAN]


@pytest.mark.parametrize("sign", FEW)
@pytest.mark.parametrize(
    "head", ["https://{}", "https:{}//", "https{}://", "https:/{}/", "https://www.{}"]
)
def test_nor_in_its_scheme(head: str, sign: str) -> None:
    www = "" if "www" in head else "www."
    assert read(f"en {head.format(sign)}{www}example.org/docs/plan.pdf hoy") == [PLAN]


@pytest.mark.parametrize("sign", FEW)
@pytest.mark.parametrize(
    "path",
    [
        "docs/pl{}an.pdf",
        "docs/plan{}.pdf",
        "a/pl{}an-anual-2019",
        "a/pl{}an/anexo/2",
        "v?id{}=7&a=2",
    ],
)
def test_in_a_word_an_address_goes_on_where_what_follows_is_of_one(path: str, sign: str) -> None:
    assert read(f"en https://www.example.org/{path.format(sign)} hoy") == [
        f"https://www.example.org/{path.format('')}"
    ]


def test_a_word_behind_such_a_sign_is_none_but_offered_where_it_may_go_on() -> None:
    (item,) = found("en https://www.example.org/pl\u200ban hoy")
    assert (item.url, item.alternatives) == (
        "https://www.example.org/pl",
        ("https://www.example.org/plan",),
    )
    for behind in (
        "Plan anual",
        "y/o acta",
        "https://a.example/b",
        "www.a.example/b",
        "gob.mx/b",
        "(acta)",
    ):
        (item, *_) = found(f"en https://www.example.org/plan\u200b{behind}")
        assert item.url == "https://www.example.org/plan"
    assert read(f"{PLAN}\u200bdisponible/aquí") == [PLAN]
    (item,) = found("https://www.example.org/docs/\u200bDisponible")
    assert item.alternatives == ("https://www.example.org/docs/",)


@pytest.mark.parametrize("end", ["\u2028", "\x0b", "\u2029", "\x85"])
def test_an_end_of_a_line_that_plain_text_has_not_is_bridged_behind_a_slash(end: str) -> None:
    assert read(f"en https://www.example.org/{end}docs/{end}plan.pdf hoy") == [PLAN]
    assert read(f"en https://www.example.org/{end}Informe anual") == ["https://www.example.org/"]
    assert read(f"en https://www.example.org/a{end}informe/b")[0] == "https://www.example.org/a"
    assert read(f"https://a.example.org/{end}gob.mx/b") == [
        "https://a.example.org/",
        "http://gob.mx/b",
    ]


@pytest.mark.parametrize(
    "spelt", ["&#8203;", "&shy;", "&ZeroWidthSpace;", "&#x200b;", "&#65279;", "&zwnj;", "&lrm;"]
)
def test_as_pages_spell_them_they_are_no_part_either(spelt: str) -> None:
    assert read(f"Ver https://www.example.org/{spelt}docs/pl{spelt}an.pdf hoy") == [PLAN]
    assert read(f"Ver {PLAN}{spelt} hoy") == [PLAN]


@pytest.mark.parametrize(
    "coded", ["%E2%80%8B", "%e2%80%8b", "%EF%BB%BF", "%C2%AD", "%E2%80%8E", "%E2%80%8C"]
)
def test_encoded_they_may_be_meant_and_are_another_reading(coded: str) -> None:
    for url in (f"{PLAN}{coded}", f"https://www.example.org/{coded}docs/plan.pdf"):
        (item,) = found(f"Ver {url} hoy")
        assert (item.url, item.alternatives, item.repairs) == (PLAN, (url,), ("sign",))


@pytest.mark.parametrize(
    "url",
    [
        "https://fa.wikipedia.org/wiki/می\u200cخواهم",
        "https://fa.wikipedia.org/wiki/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85",
        "https://hi.wikipedia.org/wiki/क्\u200dष",
        "https://emojipedia.org/👨\u200d👩\u200d👧",
        "https://emojipedia.org/❤\ufe0f/",
        "https://emojipedia.org/🏴\U000e0067\U000e0062\U000e007f/",
        "https://es.wikipedia.org/wiki/Me\u0301xico",
        "https://www.example.org/?q=%E2%80%93%20a",
    ],
)
def test_what_shapes_a_letter_or_a_picture_stays(url: str) -> None:
    assert read(f"ver {url} y") == [url]
    assert as_typed(url) == (url, (), ())
    assert web_address(url) == url


def linked(target: str, words: str = "Plan") -> tuple[str, tuple[str, ...]]:
    document = Document(f"Ver {words} fin", links=[Link(4, 4 + len(words), target)])
    (citation,) = citations_of(document)
    return citation.url, citation.alternatives


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u200e", "%E2%80%8B", "\u061c"])
def test_in_a_target_they_are_no_part_and_the_whole_is_another_reading(sign: str) -> None:
    whole = f"https://www.example.org/{sign}docs/plan.pdf"
    assert linked(whole) == (PLAN, (whole,))
    assert linked(whole, whole) == (PLAN, (whole,))
    assert linked(whole, PLAN) == (PLAN, (whole,))
    assert linked(f"\u202a{PLAN}\u202c") == linked(f"\u2068{PLAN}\u2069") == (PLAN, ())
    assert linked(f"https:{'' if '%' in sign else sign}//www.example.org/docs/plan.pdf")[0] == PLAN


def test_in_pages_and_in_markdown() -> None:
    for target in ("&#8234;{}&#8236;", "{}&#8203;", "{}%E2%80%8B", "&#65279;{}"):
        page = f"<!doctype html><p><a href='{target.format(PLAN)}'>Plan</a></p>".encode()
        assert [one.url for one in read_source(page, "a.html").citations] == [PLAN]
    for text in (
        "[plan](https://www.example.org/\u200bdocs/plan.pdf)",
        "<https://www.example.org/\u200bdocs/plan.pdf>",
    ):
        assert [one.url for one in read_source(f"Ver {text} hoy\n".encode(), "a.md").citations] == [
            PLAN
        ]


def test_a_target_is_mended_as_it_was_cited() -> None:
    correction = Correction(PLAN, "https://nuevo.example/a")
    assert Corrections([correction]).of(f"{PLAN}%E2%80%8B") == correction


OFICIO = "https://www.example.org/finanzas/oficio.pdf"


@pytest.mark.parametrize("fi", ["\ufb01", "%EF%AC%81", "%ef%ac%81", "\uf001"])
def test_a_ligature_is_its_letters_in_a_text_and_in_a_target(fi: str) -> None:
    drawn = f"https://www.example.org/{fi}nanzas/o{fi}cio.pdf"
    (item,) = found(f"Ver {drawn} y")
    assert (item.url, item.repairs, item.alternatives) == (OFICIO, ("ligature",), (drawn,))
    assert linked(drawn) == (OFICIO, (drawn,))


@pytest.mark.parametrize(
    "url", ["https://en.wiktionary.org/wiki/{}", "https://a.example.org/?q={}&x=1"]
)
@pytest.mark.parametrize("sign", ["\ufb01", "%EF%AC%81"])
def test_a_page_on_the_sign_itself_is_meant_and_its_letters_are_another_reading(
    url: str, sign: str
) -> None:
    (item,) = found(f"Ver {url.format(sign)} y")
    assert (item.url, item.alternatives, item.repairs) == (
        url.format(sign),
        (url.format("fi"),),
        (),
    )


@pytest.mark.parametrize("slash", ["\u2044", "\u2215"])
def test_slashes_as_they_are_drawn(slash: str) -> None:
    assert read(f"Ver https://www.example.org/finanzas{slash}oficio.pdf y") == [OFICIO]
    assert read(f"Ver https://www.example.org{slash}finanzas{slash}oficio.pdf y") == [OFICIO]


def test_a_sign_that_a_font_lost_is_not_guessed_and_its_letters_are_offered() -> None:
    lost = "https://www.example.org/\ufffdnanzas/o\ufffdcio.pdf"
    (item,) = found(f"Ver {lost} y")
    assert (item.url, item.alternatives[0]) == (lost, OFICIO)


def pdf_with(letter: str) -> bytes:
    """A PDF that draws fi with one sign, of which it tells ``letter`` (ISO 32000-1, 9.10.3)."""
    told = "".join(f"<{code:02X}> <{code:04X}>\n" for code in range(32, 127))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange "
        f"<00> <FF> endcodespacerange 96 beginbfchar\n<01> <{letter}>\n{told}endbfchar endcmap end end"
    )
    content = "BT /F1 10 Tf 30 700 Td (Ver https://www.example.org/\\001nanzas/o\\001cio.pdf y luego) Tj ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        (
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding"
            "/Differences[1/fi]>>/ToUnicode 6 0 R>>"
        ),
        f"<</Length {len(table)}>>stream\n{table}\nendstream",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{at:010} 00000 n \n" for at in offsets)
    end = f"trailer<</Size 7/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 7\n0000000000 65535 f \n{table}{end}".encode()


@pytest.mark.parametrize("letter", ["0000", "FFFD", "0001", "0007"])
def test_where_a_pdf_tells_no_letter_the_address_goes_on_and_its_letters_are_offered(
    letter: str,
) -> None:
    (citation,) = read_source(pdf_with(letter), "a.pdf").citations
    assert citation.url == "https://www.example.org/\ufffdnanzas/o\ufffdcio.pdf"
    assert citation.alternatives[0] == OFICIO


@pytest.mark.parametrize("letter", ["FB01", "F001", "00660069"])
def test_where_a_pdf_tells_the_letters_they_are_read(letter: str) -> None:
    (citation,) = read_source(pdf_with(letter), "a.pdf").citations
    assert citation.url == OFICIO
