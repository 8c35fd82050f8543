"""Documents that say something else than on the first night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.truth_world import answers as show
from benchmarks.truth_world.fates import fate
from benchmarks.truth_world.model import Truth
from benchmarks.truth_world.noise import clock, counter, noisy, related, weather
from benchmarks.truth_world.texts import document, minutes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.truth_world.model import Answer, Fate
    from benchmarks.truth_world.texts import Document


def changes() -> Iterator[Fate]:
    """All of them."""
    yield from _words()
    yield from _beside_noise()
    yield from _files()
    yield from _places()


def _words() -> Iterator[Fate]:
    number, deadline, duty, negated = (
        document("es", 20), document("en", 20), document("es", 21), document("fr", 10),
    )  # fmt: skip
    yield _page("number", "one number in a sentence", number, number.edited("27 metas", "7 metas"))
    yield _page(
        "deadline", "one date in a sentence", deadline, deadline.edited("30 June", "31 December")
    )
    yield _page(
        "modal",
        "a duty is a possibility now",
        duty,
        duty.edited("deberá publicar", "podrá publicar"),
    )
    yield _page("negation", "a sentence denies what it said", negated,
                negated.edited("doit publier", "ne doit pas publier"))  # fmt: skip
    removed, added, sentence = document("pt", 10), document("fr", 11), document("en", 21)
    yield _page("removed", "a paragraph is out", removed, removed.without(1))
    yield _page(
        "added", "a paragraph is new", added,
        added.with_more("À compter de cette année, les données des communes ne sont plus publiées que sur demande "
                        "motivée, et le comité n’en est plus informé."),
    )  # fmt: skip
    told = "Whoever misses a deadline explains the reasons in writing and proposes another."
    yield _page("sentence", "one sentence is out", sentence, sentence.without_sentence(told))
    first, second = document("es", 22), minutes("es")
    yield _page("replaced", "another document stands at the address", first, second)
    moved = document("es", 24)
    altered = moved.edited("31 metas", "13 metas")
    yield fate(
        "moved-altered", Truth.CHANGED, "forwards to a new address, where a number is another", moved,
        show.forward("/nuevo/informe", 301), others={"/nuevo/informe": show.page(altered)},
    )  # fmt: skip
    linked = document("pt", 11)
    more = '<p>Anexos: <a href="/anexos/metas.xlsx">Metas</a> <a href="/anexos/gastos.csv">Gastos</a></p>'
    less = '<p>Anexos: <a href="/anexos/metas.xlsx">Metas</a></p>'
    yield fate(
        "link-out", Truth.CHANGED, "a link to a data set is out, the text stands", linked,
        show.page(linked, below=less), before=show.page(linked, below=more),
    )  # fmt: skip


def _beside_noise() -> Iterator[Fate]:
    for name, why, noise, one, other in (
        ("number-weather", "a number is another, beside a weather box that turns", weather,
         document("es", 25), document("es", 25).edited("32 metas", "23 metas")),
        ("removed-related", "a paragraph is out, beside related articles that turn", related,
         document("en", 22), document("en", 22).without(2)),
        ("modal-counter", "a duty is a possibility now, beside a counter", counter,
         document("pt", 12), document("pt", 12).edited("deverá publicar", "poderá publicar")),
        ("deadline-clock", "a date is another, beside a clock and a time of generation", clock,
         document("es", 26), document("es", 26).edited("30 de junio", "31 de diciembre")),
    ):  # fmt: skip
        yield fate(name, Truth.CHANGED, why, one, noisy(other, noise), before=noisy(one, noise))


def _files() -> Iterator[Fate]:
    swapped, other, edited = document("en", 23), minutes("en"), document("es", 27)
    yield fate(
        "pdf-swapped", Truth.CHANGED, "another PDF under the same name", swapped, show.pdf(other),
        before=show.pdf(swapped), path="/media/annual-report.pdf",
    )  # fmt: skip
    yield fate(
        "pdf-number", Truth.CHANGED, "a PDF with one number written otherwise", edited,
        show.pdf(edited.edited("34 metas", "31 metas")), before=show.pdf(edited), path="/archivos/plan.pdf",
    )  # fmt: skip
    table = document("en", 25)
    rows = [
        ("district", "clinics", "staff"),
        ("North", "12", "310"),
        ("South", "7", "188"),
        ("East", "9", "240"),
    ]
    after = [*rows[:2], ("South", "17", "188"), rows[3]]
    yield fate(
        "csv", Truth.CHANGED, "one cell of a table is another", table, _csv(after),
        before=_csv(rows), path="/data/clinics.csv",
    )  # fmt: skip


def _places() -> Iterator[Fate]:
    """The page stands, and the place in it that was cited does not."""
    anchor, section, words, leaf = (
        document("es", 28), document("en", 26), document("es", 29), document("fr", 12),
    )  # fmt: skip
    named = '<h2 id="{}">Metas</h2><p>Las metas se revisan cada año.</p>'
    yield fate(
        "anchor", Truth.CHANGED, "the anchor has another name, the text stands", anchor,
        show.page(anchor, below=named.format("objetivos")),
        before=show.page(anchor, below=named.format("metas")),
        path="/informes/anchor.html#metas", also=Truth.LOST,
    )  # fmt: skip
    annex = (
        '<h2 id="annex-b">Annex B</h2><p>Fees are waived for schools and for public libraries.</p>'
    )
    yield fate(
        "section", Truth.CHANGED, "the section that was cited is out, with its anchor", section,
        show.page(section), before=show.page(section, below=annex),
        path="/informes/section.html#annex-b", also=Truth.LOST,
    )  # fmt: skip
    passage = "Quien incumple un plazo explica por escrito las razones y propone otro."
    yield fate(
        "text-fragment", Truth.CHANGED, "the words that the address points to are out", words,
        show.page(words.without_sentence(passage)),
        path="/informes/words.html#:~:text=Quien%20incumple%20un%20plazo", also=Truth.LOST,
    )  # fmt: skip
    half = document("fr", 12).without(3).without(2)
    yield fate(
        "pdf-shorter", Truth.CHANGED, "a PDF without its last paragraphs", leaf, show.pdf(half),
        before=show.pdf(leaf), path="/docs/rapport.pdf#page=1", also=Truth.LOST,
    )  # fmt: skip


def _page(name: str, why: str, one: Document, other: Document) -> Fate:
    return fate(name, Truth.CHANGED, why, one, show.page(other))


def _csv(rows: Sequence[tuple[str, ...]]) -> Answer:
    return show.file(
        "".join(",".join(row) + "\n" for row in rows).encode(), "text/csv; charset=utf-8"
    )
