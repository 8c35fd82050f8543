"""What holds for any two texts: the two directions mirror each other, noise is none, figures count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.changes import Change, Kind, compare
from evidence.changes.compare import containment
from evidence.changes.model import SUBSTANTIAL, Flag
from evidence.content import Content

SENTENCES = [
    "La Secretaría deberá publicar el padrón de beneficiarios cada tres meses en datos abiertos.",
    "El comité sesionará al menos 4 veces por año y hará públicas sus minutas completas.",
    "Las organizaciones podrán presentar observaciones hasta el 31 de marzo de 2020.",
    "El presupuesto asignado al programa asciende a 1,250 millones de pesos anuales.",
    "La evaluación externa será realizada por una universidad pública elegida por concurso.",
    "Los resultados se discutirán en una mesa de trabajo con la sociedad civil organizada.",
    "El portal mostrará los contratos, los convenios y las facturas de cada dependencia.",
    "Cada entidad nombrará a una persona enlace que responda por el avance del compromiso.",
]
vocabulary = st.sampled_from(
    "agua luz acta plan obra ley foro red mesa meta año mes 7 2019".split()
)
texts = st.lists(st.lists(vocabulary, min_size=1, max_size=9).map(" ".join), max_size=10)


def content(*lines: str, media_type: str = "text/plain", problem: str = "") -> Content:
    return Content(media_type, lines=lines, main=lines, problem=problem)


def edited(old: str, new: str) -> Change:
    changed = [line.replace(old, new) for line in SENTENCES]
    assert changed != SENTENCES
    return compare(content(*SENTENCES), content(*changed))


@given(texts)
def test_nothing_changes_between_a_text_and_itself(lines: list[str]) -> None:
    one = content(*lines)
    change = compare(one, content(*lines))
    assert (change.kind, change.words_removed, change.words_added) == (Kind.COSMETIC, 0, 0)
    assert (change.significance, change.flags) == (0.0, ())


MIRROR = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.EDITED: Kind.EDITED}


@given(texts, texts)
@settings(max_examples=200)
def test_the_way_back_mirrors_the_way_there(one: list[str], other: list[str]) -> None:
    there, back = (compare(content(*a), content(*b)) for a, b in ((one, other), (other, one)))
    if there.kind in MIRROR and back.kind in MIRROR:
        assert back.kind is MIRROR[there.kind]
        assert (there.words_removed, there.words_added) == (back.words_added, back.words_removed)


@given(texts, texts)
def test_words_balance(one: list[str], other: list[str]) -> None:
    change = compare(content(*one), content(*other))
    before, after = (sum(len(line.split()) for line in text) for text in (one, other))
    if change.kind in MIRROR:
        assert before - change.words_removed == after - change.words_added
        assert change.words_removed + change.words_added > 0


@given(texts, texts)
def test_a_change_has_a_weight_and_flags_only_where_there_is_one(
    one: list[str], other: list[str]
) -> None:
    change = compare(content(*one), content(*other))
    assert 0.0 <= change.significance <= 1.0
    assert change.substantial == (change.kind in SUBSTANTIAL)
    if not change.substantial:
        assert (change.words_removed, change.words_added) == (0, 0)
    assert list(change.flags) == sorted(change.flags, key=[f.value for f in Flag].index)


NOISE = {
    "case": str.upper,
    "full stops": lambda text: text.replace(".", ""),
    "marks": lambda text: f"«{text}»",
    "dashes": lambda text: text.replace(" de ", " de — "),
    "spaces": lambda text: text.replace(" ", "  "),
    "commas": lambda text: text.replace(", ", " "),
}


@pytest.mark.parametrize("name", NOISE)
def test_how_it_is_set_is_no_change(name: str) -> None:
    noisy = [NOISE[name](line) for line in SENTENCES]
    assert compare(content(*SENTENCES), content(*noisy)).kind is Kind.COSMETIC


@given(st.integers(0, len(SENTENCES)), st.integers(1, 6))
def test_a_sentence_put_in_anywhere_is_added_and_taken_out_again_removed(
    place: int, times: int
) -> None:
    extra = [
        f"La cláusula {n} agrega un trámite que nadie pidió en la consulta." for n in range(times)
    ]
    longer = [*SENTENCES[:place], *extra, *SENTENCES[place:]]
    size = sum(len(line.split()) for line in extra)
    added = compare(content(*SENTENCES), content(*longer))
    assert (added.kind, added.words_removed, added.words_added) == (Kind.ADDED, 0, size)
    removed = compare(content(*longer), content(*SENTENCES))
    assert (removed.kind, removed.words_removed, removed.words_added) == (Kind.REMOVED, size, 0)
    assert Flag.SENTENCE_REMOVED in removed.flags
    assert Flag.SENTENCE_REMOVED not in added.flags
    assert removed.significance > added.significance


@given(st.permutations(SENTENCES))
def test_sentences_in_another_order_are_the_same_sentences(order: list[str]) -> None:
    assert not compare(content(*SENTENCES), content(*order)).substantial


@pytest.mark.parametrize(
    ("removed", "added", "kind"),
    [
        (4, 0, Kind.EDITED),
        (5, 0, Kind.REMOVED),
        (10, 2, Kind.REMOVED),
        (10, 3, Kind.EDITED),
        (0, 4, Kind.EDITED),
        (0, 5, Kind.ADDED),
        (2, 10, Kind.ADDED),
        (3, 10, Kind.EDITED),
        (20, 20, Kind.EDITED),
    ],
)
def test_five_words_and_a_fifth_on_the_other_side(removed: int, added: int, kind: Kind) -> None:
    stays = [f"queda{n}" for n in range(200)]
    gone, come = [f"sale{n}" for n in range(removed)], [f"entra{n}" for n in range(added)]
    old, new = (" ".join([*stays[:100], *some, *stays[100:]]) for some in (gone, come))
    change = compare(content(old), content(new))
    assert (change.kind, change.words_removed, change.words_added) == (kind, removed, added)


@pytest.mark.parametrize(("left", "kind"), [(31, Kind.EDITED), (29, Kind.REPLACED)])
def test_three_tenths_of_the_text_make_it_the_same_document(left: int, kind: Kind) -> None:
    """Of a hundred sentences so many stay: their shingles are as many parts of all shingles."""
    sentences = [f"a{n} b{n} c{n} d{n} e{n}" for n in range(100)]
    others = [f"v{n} w{n} x{n} y{n} z{n}" for n in range(100)]
    new = [*sentences[:left], *others[left:]]
    share = containment(sentences, new)
    assert share == pytest.approx(left / 100, abs=0.01)
    assert compare(content(*sentences), content(*new)).kind is kind


@given(texts, texts)
def test_containment_is_a_share(one: list[str], other: list[str]) -> None:
    old, new = "\n".join(one), "\n".join(other)
    assert 0.0 <= containment([old], [new]) <= 1.0
    assert containment([old], [old]) == 1.0
    if len(old.split()) >= 3:  # a shorter text is one shingle, and stands in itself only
        assert containment([old], [old, new]) == 1.0
    assert containment([], [new]) == 1.0


FIGURES = ["4 veces", "31 de", "2020", "1,250"]


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("other", ["5", "40", "9"])
def test_a_figure_in_another_s_place_is_told(figure: str, other: str) -> None:
    number = figure.split(maxsplit=1)[0]
    change = edited(figure, figure.replace(number, number[:-1] + other))
    assert change.kind is Kind.EDITED
    assert {Flag.NUMBER, Flag.DATE} & set(change.flags)
    assert change.significance >= 0.4


@pytest.mark.parametrize(
    ("old", "new", "flags"),
    [
        # Spanish: obligations, negations, limits, whom it binds
        ("deberá publicar", "podrá publicar", {Flag.MODAL}),
        ("deberá publicar", "publicar", {Flag.MODAL}),
        ("deberá publicar", "no deberá publicar", {Flag.MODAL}),
        ("podrán presentar", "nunca podrán presentar", {Flag.MODAL}),
        ("al menos 4", "hasta 4", {Flag.MODAL}),
        ("hasta el 31", "el 31", {Flag.MODAL}),
        ("Cada entidad", "Toda entidad", {Flag.MODAL}),
        ("Cada entidad", "Ninguna entidad", {Flag.MODAL}),
        ("públicas sus minutas", "públicas solo sus minutas", {Flag.MODAL}),
        ("los contratos,", "los contratos, salvo reserva,", {Flag.MODAL}),
        # dates
        ("31 de marzo", "31 de abril", {Flag.DATE}),
        ("31 de marzo", "30 de marzo", {Flag.DATE}),
        ("marzo de 2020", "marzo de 2021", {Flag.DATE}),
        # figures
        ("4 veces", "3 veces", {Flag.NUMBER}),
        ("1,250 millones", "1.250 millones", {Flag.NUMBER}),
        # neither
        ("universidad", "institución", set()),
        ("tres meses", "seis meses", set()),
        ("mostrará", "presentará", set()),
    ],
)
def test_spanish_words_of_weight(old: str, new: str, flags: set[Flag]) -> None:
    change = edited(old, new)
    assert set(change.flags) == flags
    assert change.significance >= (0.4 if flags else 0.0)


ENGLISH = (
    "The ministry shall publish all contracts by 31 March 2020.",
    "At least 12 sessions will be held, and no minutes may be withheld.",
    "Access is mandatory unless a court decides otherwise in writing.",
)


@pytest.mark.parametrize(
    ("old", "new", "flags"),
    [
        ("shall publish", "may publish", {Flag.MODAL}),
        ("shall publish", "shall not publish", {Flag.MODAL}),
        ("all contracts", "contracts", {Flag.MODAL}),
        ("no minutes", "minutes", {Flag.MODAL}),
        ("may be withheld", "cannot be withheld", {Flag.MODAL}),
        ("At least 12", "At most 12", {Flag.MODAL}),
        ("mandatory", "voluntary", {Flag.MODAL}),
        ("unless a court", "except a court", {Flag.MODAL}),
        ("31 March 2020", "31 May 2020", {Flag.DATE, Flag.MODAL}),  # "may" is both
        ("31 March 2020", "30 March 2020", {Flag.DATE}),
        ("12 sessions", "6 sessions", {Flag.NUMBER}),
        ("withheld", "hidden", set()),
        ("in writing", "in public", set()),
    ],
)
def test_english_words_of_weight(old: str, new: str, flags: set[Flag]) -> None:
    changed = [line.replace(old, new) for line in ENGLISH]
    assert tuple(changed) != ENGLISH
    assert set(compare(content(*ENGLISH), content(*changed)).flags) == flags


@pytest.mark.parametrize(("size", "told"), [(4, False), (5, True), (30, True)])
def test_a_sentence_has_five_words_and_a_label_fewer(size: int, told: bool) -> None:
    label = " ".join(f"sale{n}" for n in range(size))
    change = compare(content(*SENTENCES, f"{label}."), content(*SENTENCES))
    assert change.words_removed == size
    assert (Flag.SENTENCE_REMOVED in change.flags) is told


@pytest.mark.parametrize(("kept", "told"), [(2, True), (3, False)])
def test_a_sentence_is_gone_when_four_fifths_of_its_words_are(kept: int, told: bool) -> None:
    """Of ten words two may find a double nearby."""
    sentence = [f"sale{n}" for n in range(10)]
    old = content(f"{' '.join(sentence)}.", *SENTENCES)
    new = content(f"{' '.join(sentence[10 - kept :])} {SENTENCES[0]}", *SENTENCES[1:])
    assert (Flag.SENTENCE_REMOVED in compare(old, new).flags) is told


@pytest.mark.parametrize(("put", "told"), [(2, True), (3, False)])
def test_a_sentence_that_was_rewritten_is_not_removed(put: int, told: bool) -> None:
    """A fifth of ten words may stand in their place."""
    old = content(*SENTENCES, f"{' '.join(f'sale{n}' for n in range(10))}.")
    new = content(*SENTENCES, f"{' '.join(f'entra{n}' for n in range(put))}.")
    assert (Flag.SENTENCE_REMOVED in compare(old, new).flags) is told


def test_the_heaviest_flag_sets_the_weight() -> None:
    assert edited("31 de marzo", "31 de abril").significance == 0.4
    assert edited("4 veces", "3 veces").significance == 0.5
    assert edited("deberá", "podrá").significance == 0.6
    assert edited("deberá publicar el padrón", "podrá publicar 2 padrones").significance == 0.6


def test_in_a_page_that_was_rewritten_single_words_mean_nothing() -> None:
    """Thirteen words on either side are a paragraph, not a clause."""
    old = " ".join(f"sale{n}" for n in range(11))
    new = " ".join(f"entra{n}" for n in range(11))
    for extra, told in (("no", True), ("no nueva", False)):
        one = content(*SENTENCES, f"inicio {old} fin")
        other = content(*SENTENCES, f"inicio {new} {extra} fin")
        for change in (compare(one, other), compare(other, one)):
            assert (Flag.MODAL in change.flags) is told


@pytest.mark.parametrize(("between", "flag"), [(0, Flag.DATE), (2, Flag.DATE), (3, Flag.NUMBER)])
def test_a_day_stands_within_three_words_of_its_month(between: int, flag: Flag) -> None:
    gap = "del primer trimestre".split()[:between]
    for order in (("{}", *gap, "marzo"), ("marzo", *gap, "{}")):
        lines = [" ".join(["antes", *order, "después"]).format(day) for day in (31, 30)]
        change = compare(content(*SENTENCES, lines[0]), content(*SENTENCES, lines[1]))
        assert change.flags == (flag,)


@pytest.mark.parametrize("side", ["old", "new"])
@pytest.mark.parametrize("fault", ["problem", "incomparable"])
def test_what_was_not_read_whole_is_never_called_changed(side: str, fault: str) -> None:
    whole, less = content(*SENTENCES), content(*SENTENCES[:3], problem="cut off")
    if fault == "incomparable":
        less = Content("application/pdf", comparable=False, problem="damaged")
    old, new = (less, whole) if side == "old" else (whole, less)
    assert compare(old, new).kind is Kind.INCOMPARABLE


def test_a_page_that_lost_all_its_words_was_not_read() -> None:
    assert compare(content(*SENTENCES), content()) == Change(Kind.INCOMPARABLE)
    # the first text that could be read: nobody knows what stood there before
    assert compare(content(), content(*SENTENCES)).flags == (Flag.READABLE,)


@pytest.mark.parametrize(
    ("quote", "touched"),
    [
        ("deberá publicar el padrón de beneficiarios cada tres meses", True),
        ("el comité sesionará al menos 4 veces por año", False),
        ("esto nunca estuvo en ninguna parte de este documento", False),
        ("", False),
    ],
)
def test_a_quote_is_touched_only_if_it_stood_there_and_is_gone(quote: str, touched: bool) -> None:
    changed = [line.replace("cada tres meses", "cuando convenga") for line in SENTENCES]
    change = compare(content(*SENTENCES), content(*changed), quote)
    assert (Flag.QUOTE_TOUCHED in change.flags) is touched
    assert (change.significance == 1.0) is touched
