"""A passage that a person asks about: what typesetting does to it is no loss, what takes it back is one."""

from __future__ import annotations

import unicodedata

import pytest

from evidence.changes.passage import passage
from evidence.changes.quote import How, State
from evidence.content import Content, extract

QUOTE = "El Ministerio publicará todos los contratos antes del 30 de junio de 2019"
BROKEN = QUOTE.replace("contratos", "con-\ntratos")
_REST = "<p>Otro párrafo con varias palabras más que nada tienen que ver con el asunto.</p>"


def page(body: str, around: str = "") -> Content:
    html = f"<html><body>{around}<main><h1>Plan</h1>{body}{_REST}</main></body></html>"
    return extract(html.encode(), "text/html; charset=utf-8", "https://a.example/plan")


def text(raw: str) -> Content:
    return extract(raw.encode(), "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    "content",
    [
        page(f"<p>{QUOTE.upper()}.</p>"),
        page(f"<p>{unicodedata.normalize('NFD', QUOTE)}</p>"),
        page(f"<p>{QUOTE.replace('contratos', 'con&shy;tratos')}</p>"),
        page(f"<p>{BROKEN}</p>"),
        page(f"<p>{QUOTE.replace('contratos', 'contratos<sup>12</sup>')}</p>"),
        page("<p>El Ministerio publicará todos</p><p>los contratos antes del 30 de junio de 2019</p>"),
        page(f"<table><tr><td>{QUOTE[:29]}</td><td>{QUOTE[29:]}</td></tr></table>"),
        page(f'<img alt="{QUOTE}" src="x.png">'),
        page(f"<p>{QUOTE}</p><p><del>Otra cosa que se quitó</del></p>"),
        text(BROKEN),
        text(QUOTE.replace("los contratos", "los\n- 12 -\ncontratos")),
        text(QUOTE.replace("los contratos", "los\nPágina 3 de 40\ncontratos")),
    ],
    ids="case nfd soft-hyphen hyphen note paragraphs cells alt beside-deleted hyphen-in-text page-number "
    "page-of".split(),
)  # fmt: skip
def test_how_it_is_set_does_not_matter(content: Content) -> None:
    assert passage(QUOTE, content).state is State.PRESENT
    assert passage(unicodedata.normalize("NFD", QUOTE), content).state is State.PRESENT


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (QUOTE.replace("30", "15"), None),
        (QUOTE.replace("publicará", "no publicará"), None),
        (f"<del>{QUOTE}</del>", How.STRUCK_THROUGH),
        (f"<span style='text-decoration:line-through'>{QUOTE}</span>", How.STRUCK_THROUGH),
    ],
    ids=["number", "no", "deleted", "struck"],
)
def test_what_takes_it_back_is_a_loss(body: str, how: How | None) -> None:
    found = passage(QUOTE, page(f"<p>{body}</p>"))
    assert (found.state, found.how) == (State.ALTERED, how)
    assert found.score < 1


def test_a_number_of_a_note_is_no_part_of_a_word_that_has_one() -> None:
    assert passage("el anexo1 del plan nacional", page("<p>el anexo2 del plan nacional</p>")).lost


@pytest.mark.parametrize(
    ("quote", "now", "state"),
    [
        ("publicará todos los contratos", "publicará algunos contratos", State.ALTERED),
        ("presupuesto de 45 millones", "presupuesto de 38 millones", State.ALTERED),
        ("acceso libre y gratuito", "acceso de pago", State.ABSENT),
        ("los datos abiertos del gobierno", "las ventas de la empresa del año", State.ABSENT),
        ("Ana Pérez", "Ana López", State.ABSENT),
    ],
)
def test_a_short_passage_in_other_words(quote: str, now: str, state: State) -> None:
    assert passage(quote, page(f"<p>Aquí se dice que {now} según el plan.</p>")).state is state


@pytest.mark.parametrize(
    ("quote", "sentence", "now", "state", "found"),
    [
        ("todos los contratos", "El ministerio publicará {} de obra antes de junio.", "algunos convenios",
         State.ALTERED, "algunos convenios"),
        ("45 millones", "El presupuesto será de {} para el programa.", "38 millones", State.ALTERED,
         "38 millones"),
        ("Ana Pérez", "La directora del instituto es {} desde el año pasado y hasta hoy.", "Luis Gómez",
         State.ABSENT, "Luis Gómez"),
        ("todos los contratos", "El ministerio publicará {} de obra antes de junio.", "", State.ABSENT, ""),
    ],
    ids=["words", "figure", "name", "nothing"],
)  # fmt: skip
def test_what_stands_in_its_place_is_told(
    quote: str, sentence: str, now: str, state: State, found: str
) -> None:
    before, after = (page(f"<p>{sentence.format(words)}</p>") for words in (quote, now))
    told = passage(quote, after, before)
    assert (told.state, told.found, told.how) == (state, found, How.IN_ITS_PLACE)
    assert any(step.act != "equal" for step in told.diff)


def test_what_stands_elsewhere_was_not_put_in_its_place() -> None:
    before = page("<p>La directora del instituto es Ana Pérez desde el año pasado y hasta hoy.</p>")
    told = passage("Ana Pérez", page("<p>Nada de aquello.</p>"), before)
    assert (told.state, told.found, told.how) == (State.ABSENT, "", None)


def test_a_sentence_that_is_turned_around_no_longer_says_it() -> None:
    quote, before = (
        "se publicarán los datos",
        page("<p>El plan dice que se publicarán los datos.</p>"),
    )
    now = page("<p>El plan dice que ya no se publicarán los datos.</p>")
    assert passage(quote, now).state is State.PRESENT  # nobody can know what it said before
    told = passage(quote, now, before)
    assert (told.state, told.how) == (State.ALTERED, How.NEGATED)
    other = page("<p>El plan nuevo dice que se publicarán los datos.</p>")
    assert passage(quote, other, before).state is State.PRESENT
    both = page(
        "<p>El plan dice que se publicarán los datos.</p><p>Ya no se publicarán los datos.</p>"
    )
    assert passage(quote, both, before).state is State.PRESENT


def test_what_only_the_menu_says() -> None:
    menu = page(
        "<p>Bienvenida a todas las personas que visitan.</p>", f"<nav><a href=/x>{QUOTE}</a></nav>"
    )
    told = passage(QUOTE, menu)
    assert (told.state, told.how) == (State.PRESENT, How.IN_THE_FRAME)
    told = passage(QUOTE, menu, page(f"<p>{QUOTE}</p>"))
    assert (told.state, told.how) == (State.UNSURE, How.IN_THE_FRAME)


def test_a_page_in_another_language_says_nothing_of_a_passage() -> None:
    spanish = "La dependencia publica los datos de los programas en el portal y con el apoyo de las personas. "
    english = "The office publishes the data of the programmes on the site and with the help of the people. "
    before, now = page(f"<p>{spanish * 3}{QUOTE}</p>"), page(f"<p>{english * 5}</p>")
    told = passage(QUOTE, now, before)
    assert (told.state, told.how) == (State.UNSURE, How.IN_ANOTHER_LANGUAGE)
    assert passage(QUOTE, page(f"<p>{spanish * 5}</p>"), before).state is State.ABSENT


@pytest.mark.parametrize("lost", ["publicar\ufffd", "publicar?", "publicar??", "publicarÃ"])
def test_a_letter_that_was_lost_leaves_it_unsure_whatever_stood_there_before(lost: str) -> None:
    before = page(f"<p>{QUOTE}</p>")
    told = passage(QUOTE, page(f"<p>{QUOTE.replace('publicará', lost)}</p>"), before)
    assert told.state is State.UNSURE
    # a word that is another one is altered, whatever became of its neighbours
    altered = page(f"<p>{QUOTE.replace('publicará', lost).replace('todos', 'algunos')}</p>")
    assert passage(QUOTE, altered, before).state is State.ALTERED


def test_a_passage_in_the_wrong_charset_is_read_back() -> None:
    wrong = page(f"<p>{QUOTE.encode().decode('cp1252')}</p>")
    assert passage(QUOTE, wrong, page(f"<p>{QUOTE}</p>")).state is State.PRESENT


SENTENCE = "La dependencia deberá publicar todos los contratos de obra firmados durante el año."
ABOVE = "El programa se publica cada trimestre en el portal de la dependencia responsable, con cifras por municipio."
BELOW = (
    "Un comité dará seguimiento a las metas y publicará las minutas de sus sesiones en quince días."
)
MENU = "<nav><ul><li>Inicio</li><li>Contratos de obra</li></ul></nav>"


def told(after: str, around: str = "", quote: str = SENTENCE) -> tuple[str, str]:
    """What is said to stand in its place now, and what the redline puts in."""
    before = page(f"<p>{ABOVE}</p><p>{SENTENCE}</p><p>{BELOW}</p>")
    found = passage(quote, page(after, around), before)
    assert found.lost
    return found.found, " ".join(one.new for one in found.diff if one.act == "added")


@pytest.mark.parametrize(
    ("after", "around"),
    [
        (f"<p>{ABOVE}</p><p>{BELOW}</p>", ""),
        (f"<p>{ABOVE}</p><p>{BELOW}</p>", MENU),
        (f"<p>{ABOVE}</p></main><nav>Transparencia · Trámites</nav><main><p>{BELOW}</p>", ""),
    ],
    ids=["nothing", "a menu above", "a menu between"],
)
def test_what_stood_beside_it_and_menus_are_not_put_in_its_place(after: str, around: str) -> None:
    assert told(after, around) == ("", "")


def test_what_was_written_in_its_place_is_told_alone() -> None:
    now = "El área informará cuando sea posible."
    assert told(f"<p>{ABOVE}</p><p>{now}</p><p>{BELOW}</p>")[0] == now.rstrip(".")
    assert told(f"<p>{ABOVE} {now}</p><p>{BELOW}</p>")[0] == now.rstrip(".")


def test_a_figure_that_stood_elsewhere_too_is_told_where_it_stands_anew() -> None:
    rows = "<p>El presupuesto de salud de este año será de {} millones de pesos.</p><p>El de obra, de 38 millones.</p>"
    found = passage("45 millones", page(rows.format(38)), page(rows.format(45)))
    assert found.found == "38 millones"
