"""What kind of change, how much it matters, and what it touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.changes import Change, Kind, compare
from evidence.content import Content, extract
from tests.unit.documents import docx, page, paragraph, pdf

PARAGRAPHS = [
    "La Secretaría deberá publicar el padrón de beneficiarios cada tres meses en datos abiertos.",
    "El comité sesionará al menos 4 veces por año y hará públicas sus minutas completas.",
    "Las organizaciones podrán presentar observaciones hasta el 31 de marzo de 2020.",
    "El presupuesto asignado al programa asciende a 1,250 millones de pesos anuales.",
    "La evaluación externa será realizada por una universidad pública elegida por concurso.",
    "Los resultados se discutirán en una mesa de trabajo con la sociedad civil organizada.",
]


def plan(*paragraphs: str, **frame: str) -> Content:
    prose = "".join(f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS)
    return extract(page(f"<h1>Compromiso 3: padrón abierto</h1>{prose}", **frame), "text/html")


def replaced(index: int, old: str, new: str) -> Content:
    changed = PARAGRAPHS.copy()
    assert old in changed[index]
    changed[index] = changed[index].replace(old, new)
    return plan(*changed)


def test_the_same_bytes_are_identical() -> None:
    assert compare(plan(), plan()) == Change(Kind.IDENTICAL)


def test_case_punctuation_and_markup_are_cosmetic() -> None:
    body = page(
        "<h1>Compromiso 3: padrón abierto</h1><p>«"
        + PARAGRAPHS[0].replace(" cada", ", cada")
        + "»</p>"
    )
    assert compare(plan(PARAGRAPHS[0]), extract(body, "text/html")).kind is Kind.COSMETIC


def test_a_menu_is_boilerplate() -> None:
    change = compare(plan(), plan(nav="Otro menú", footer="Otra dirección, otro teléfono"))
    assert change == Change(Kind.BOILERPLATE)


def test_a_sentence_taken_out() -> None:
    change = compare(plan(), plan(*PARAGRAPHS[:-1]))
    assert change.kind is Kind.REMOVED
    assert (change.words_removed, change.words_added) == (14, 0)
    assert change.flags == ("sentence-removed",)
    assert change.significance >= 0.5


def test_a_sentence_put_in_weighs_less_than_one_taken_out() -> None:
    added = compare(plan(*PARAGRAPHS[:-1]), plan())
    assert added.kind is Kind.ADDED
    assert 0 < added.significance < compare(plan(), plan(*PARAGRAPHS[:-1])).significance


def test_another_document_under_the_address() -> None:
    other = [
        f"La receta número {n} lleva harina, azúcar, mantequilla y huevos frescos."
        for n in range(9)
    ]
    change = compare(plan(), plan(*other))
    assert change.kind is Kind.REPLACED
    assert change.significance == 1


@pytest.mark.parametrize(
    ("index", "old", "new", "flag"),
    [
        (3, "1,250", "125", "number"),
        (1, "4 veces", "2 veces", "number"),
        (2, "31 de marzo", "30 de junio", "date"),
        (2, "de 2020", "de 2024", "date"),
        (0, "deberá", "podrá", "modal"),
        (1, "al menos 4", "4", "modal"),
        (0, "deberá", "no deberá", "modal"),
    ],
)
def test_a_small_edit_raises_its_flag(index: int, old: str, new: str, flag: str) -> None:
    change = compare(plan(), replaced(index, old, new))
    assert change.kind is Kind.EDITED
    assert flag in change.flags
    assert change.significance >= 0.4


def test_another_word_raises_no_flag() -> None:
    change = compare(plan(), replaced(4, "universidad", "institución"))
    assert (change.kind, change.flags) == (Kind.EDITED, ())
    assert change.significance < 0.2


def test_a_section_gone() -> None:
    section = f"<h2>Metas</h2><p>{PARAGRAPHS[4]}</p><p>{PARAGRAPHS[5]}</p>"
    before = page("".join(f"<p>{text}</p>" for text in PARAGRAPHS[:4]) + section)
    after = page("".join(f"<p>{text}</p>" for text in PARAGRAPHS[:4]))
    change = compare(extract(before, "text/html"), extract(after, "text/html"))
    assert change.flags == ("sentence-removed", "section-removed")


def linked(*links: str) -> Content:
    anchors = "".join(f"<p>{link}</p>" for link in links)
    return extract(
        page(f"<h1>Plan</h1><p>{PARAGRAPHS[0]}</p>{anchors}"), "text/html", "https://a.gob.mx/b/"
    )


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("<a href=plan.pdf>Plan</a>", "Plan", Kind.LINKS),
        (
            "<a href=Documento?doc=plan.pdf>Plan</a>",
            "<a href=Documento?doc=otro.pdf>Plan</a>",
            Kind.LINKS,
        ),
        ("<a href=/dataset/padron>Ver</a>", "<a href=/>Ver</a>", Kind.LINKS),
        ("<a href=plan.pdf?v=1>Plan</a>", "<a href=plan.pdf?v=2>Plan</a>", Kind.COSMETIC),
        (
            "<a href=http://a.gob.mx/p.pdf>Plan</a>",
            "<a href=https://www.a.gob.mx/p.pdf>Plan</a>",
            Kind.COSMETIC,
        ),
        ("<a href=/2019/plan.pdf>Plan</a>", "<a href=/archivo/plan.pdf>Plan</a>", Kind.COSMETIC),
        ("<a href=/noticias>Plan</a>", "<a href=/avisos>Plan</a>", Kind.COSMETIC),
    ],
)
def test_document_links_are_a_channel_of_their_own(before: str, after: str, kind: Kind) -> None:
    change = compare(linked(before), linked(after))
    assert change.kind is kind
    assert ("link-removed" in change.flags) == (kind is Kind.LINKS)


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("<a href=/documentos>Documentos</a>", Kind.BOILERPLATE),
        ("<a href=/datasets/padron>Padrón</a>", Kind.LINKS),
        ("<a href=/plan.pdf>Plan</a>", Kind.LINKS),
    ],
)
def test_a_section_that_left_the_menu_is_no_document_lost(link: str, kind: Kind) -> None:
    text = f"<main><h1>Plan</h1><p>{PARAGRAPHS[0]}</p></main>"
    before, after = (
        extract(
            f"<nav><a href=/>Inicio</a>{one}</nav>{text}".encode(), "text/html", "https://a.mx/b"
        )
        for one in (link, "")
    )
    assert compare(before, after).kind is kind


def test_a_touched_quote_weighs_most() -> None:
    quote = "deberá publicar el padrón de beneficiarios cada tres meses"
    assert compare(plan(), replaced(0, "tres", "seis"), quote).significance == 1
    assert "quote-touched" not in compare(plan(), replaced(3, "1,250", "125"), quote).flags


def test_a_pdf_and_a_page_with_the_same_words() -> None:
    lines = [
        line
        for text in PARAGRAPHS
        for line in (text[:40].rpartition(" ")[0], text[:40].rpartition(" ")[2] + text[40:])
    ]
    before = extract(pdf([["Compromiso 3: padrón abierto", *lines]]))
    assert compare(before, plan()).kind in (Kind.COSMETIC, Kind.BOILERPLATE)
    assert compare(before, replaced(0, "tres", "seis")).kind is Kind.EDITED


def test_lines_of_a_pdf_that_break_elsewhere_are_cosmetic() -> None:
    words = " ".join(PARAGRAPHS).split()
    narrow, wide = (
        [" ".join(words[start : start + size]) for start in range(0, len(words), size)]
        for size in (7, 11)
    )
    assert compare(extract(pdf([narrow])), extract(pdf([wide]))).kind is Kind.COSMETIC


def scan(*greys: int) -> Content:
    pictures = [
        bytes((row * grey + column * 3) % 256 for row in range(64) for column in range(64))
        for grey in greys
    ]
    return extract(pdf([[] for _ in pictures], pictures=pictures, title=str(greys)))


def test_scans_are_compared_by_their_pictures() -> None:
    assert compare(scan(1, 5), scan(1, 7)).kind is Kind.EDITED
    assert compare(scan(1, 5), scan(1)).kind is Kind.REMOVED
    assert compare(scan(5), scan(11)).kind is Kind.REPLACED


def test_another_language_is_not_a_change() -> None:
    english = [
        "The ministry shall publish the register of the beneficiaries of this programme in open data.",
        "The committee will meet at least four times a year, and its minutes are for all to read.",
        "You may send your comments to us by the end of March, or by post at the address below.",
        "The budget that is given to the programme is not to be used for any of the other purposes.",
    ]
    change = compare(plan(), plan(*english))
    assert (change.kind, change.flags) == (Kind.INCOMPARABLE, ("language",))


BODIES = st.sampled_from(
    [
        page("".join(f"<p>{text}</p>" for text in PARAGRAPHS)),
        pdf([PARAGRAPHS] * 2),
        docx("".join(map(paragraph, PARAGRAPHS))),
    ]
)


@settings(max_examples=60, deadline=None)
@given(BODIES, BODIES, st.data())
def test_a_failed_extraction_is_never_a_change(old: bytes, new: bytes, data: st.DataObject) -> None:
    """Whatever is done to the bytes of a document: no text, or not the whole text, is no change."""
    cut = data.draw(st.integers(0, len(new)))
    noise = data.draw(st.binary(max_size=30))
    content = extract(new[:cut] + noise)
    change = compare(extract(old), content)
    if not content.comparable or content.problem or not content.words:
        assert not change.substantial


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=40))
def test_metadata_alone_never_alarms(title: str) -> None:
    assert not compare(
        extract(pdf([PARAGRAPHS])), extract(pdf([PARAGRAPHS], title=title))
    ).substantial


@given(
    st.lists(st.sampled_from(PARAGRAPHS), max_size=6),
    st.lists(st.sampled_from(PARAGRAPHS), max_size=6),
)
def test_swapping_sides_swaps_the_words(one: list[str], other: list[str]) -> None:
    old, new = (Content("text/plain", lines=tuple(text), main=tuple(text)) for text in (one, other))
    there, back = compare(old, new), compare(new, old)
    if there.kind in (Kind.ADDED, Kind.REMOVED, Kind.EDITED) and back.kind in (
        Kind.ADDED,
        Kind.REMOVED,
        Kind.EDITED,
    ):
        assert (there.words_removed, there.words_added) == (back.words_added, back.words_removed)
    assert 0 <= there.significance <= 1


TITLE = "Compromiso 3: padrón abierto de beneficiarios del programa"


@pytest.mark.parametrize(
    "now",
    [
        f"<body><article><header><h1>{TITLE}</h1></header>{{prose}}</article>",
        f"<body><header><h1>{TITLE}</h1><p>Portal</p></header><main>{{prose}}</main>",
        f"<body><main><header><h1>{TITLE.upper()}</h1></header>{{prose}}</main>",
        f"<body><main>{{prose}}</main><aside><h2>{TITLE}</h2></aside>",
        f"<body><div role=banner><b>{TITLE}</b></div><main>{{prose}}</main>",
    ],
)
def test_a_title_that_a_new_template_sets_into_the_frame_is_not_taken_out(now: str) -> None:
    prose = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    old = extract(page(f"<h1>{TITLE}</h1>{prose}"), "text/html")
    new = extract(now.format(prose=prose).encode(), "text/html; charset=utf-8")
    assert not compare(old, new).substantial


def test_a_text_that_comes_out_of_the_frame_into_the_document_is_added() -> None:
    beside = plan(*PARAGRAPHS[1:], footer=PARAGRAPHS[0])
    assert compare(beside, plan()).kind is Kind.ADDED


def test_a_line_that_stood_in_the_frame_all_along_is_taken_out() -> None:
    short = PARAGRAPHS[0]
    frame = {"nav": short, "footer": "Contacto"}
    change = compare(plan(**frame), plan(*PARAGRAPHS[1:], **frame))
    assert change.kind is Kind.REMOVED
