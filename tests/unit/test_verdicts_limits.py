"""The limits that the rules name, one word to either side of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from evidence.addresses import same_place, split
from evidence.changes import compare
from evidence.changes.model import Change, Flag, Kind
from evidence.config import Standing as Configured
from evidence.content.model import Content, Link
from evidence.verdicts.capture import is_document_capture
from evidence.verdicts.facts import (
    expects_document,
    extension,
    file_name,
    page_instead,
)
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Look, Probe
from evidence.verdicts.score import FIRM, WEAK, score
from evidence.verdicts.series import Rules
from evidence.verdicts.settings import rules_of
from evidence.verdicts.wants import Want, wants
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import ARTICLE, NOW, URL, baseline, html, look, redirected, words


def page(*lines: str, title: str = "", headings: tuple[str, ...] = ()) -> Content:
    return Content("text/html", lines=lines, main=lines, title=title, headings=headings)


def _teasers(count: int) -> list[str]:
    """``count`` words in lines that are no paragraph."""
    return [words(min(10, count - start)) for start in range(0, count, 10)]


# --- how much a page says that there is nothing -------------------------------------------------


@pytest.mark.parametrize(
    ("content", "points"),
    [
        (page("Otra cosa.", title="Página no encontrada"), 3.0),
        (page("Otra cosa.", headings=("Página no encontrada",)), 2.0),
        (page("La página no existe."), 3.0),
        (page(f"La página no existe. {words(55)}"), 3.0),  # 59 words
        (page(f"La página no existe. {words(56)}"), 2.0),  # 60
        (page(f"La página no existe. {words(115)}"), 2.0),  # 119
        (page(f"La página no existe. {words(116)}"), 0.0),  # 120
        (page("Nada por aquí"), 2.0),
        (page("404"), 2.0 + 1.5),
        (page("Otra cosa.", title="404"), 3.0 + 1.5),
        (page("Otra cosa.", title="Error 404"), 3.0 + 1.5),
        (page("Lo sentimos. La página no existe."), 3.0 + 1.5),
        (page("Lo sentimos."), 1.5),
        (page(*_teasers(300), title="Página no encontrada"), 3.0),
        (page(*_teasers(301), title="Página no encontrada"), 1.0),
        (page(*_teasers(800), title="Página no encontrada"), 1.0),
        (page(*_teasers(801), title="Página no encontrada"), -1.0),
    ],
)
def test_points_by_where_the_words_stand(content: Content, points: float) -> None:
    assert score(content)[0] == points


def test_title_and_heading_and_sentence_add_up() -> None:
    lines = ("Página no encontrada", "La página no existe.")
    whole = page(*lines, title=lines[0], headings=lines[:1])
    assert score(whole)[0] == 3.0 + 2.0 + 3.0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (page("La cosa no existe. El folio no existe.", title="Error 404"), "folio no existe"),
        (page("Nada por aquí", title="Error 404", headings=("Enlace roto",)), "error 404"),
        (page("Nada por aquí", headings=("Enlace roto",)), "enlace roto"),
        (page("Nada por aquí"), "nada por aqui"),
    ],
)
def test_the_plainest_words_are_told(content: Content, told: str) -> None:
    assert score(content)[1] == told


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("Just a moment...", Cause.FIRST_LOOK),
        ("Loading...", Cause.FIRST_LOOK),
        ("This domain is for sale.", Cause.FIRST_LOOK),
        ("Access denied", Cause.FORBIDDEN),
        ("404 page not found", Cause.SOFT_404),
    ],
)
def test_a_file_of_plain_text_is_no_page_and_may_still_be_an_answer(
    line: str, cause: Cause
) -> None:
    plain = Content("text/plain", lines=(line,), main=(line,))
    assert judge(look(url="https://a.example/LEAME", content=plain)).cause is cause


@pytest.mark.parametrize(
    ("lines", "points", "certainty"),
    [
        (("Nada por aquí", words(10)), WEAK, Certainty.SUSPECTED),
        (("La página no existe.",), FIRM, Certainty.PROBABLE),
    ],
)
def test_firm_words_may_become_probable_and_weak_ones_not(
    lines: tuple[str, ...], points: float, certainty: Certainty
) -> None:
    content = page(*lines)
    assert score(content)[0] == points
    assert judge(look(content=content)).at_most is certainty


def test_refused_probes_take_two_points_off() -> None:
    hard = tuple(Probe(f"https://dependencia.example/programa/{n}.html", 410) for n in "ab")
    both = page("Lo sentimos. La página no existe.")
    assert judge(look(content=both, probes=hard)).at_most is Certainty.SUSPECTED
    assert judge(look(content=page("La página no existe."), probes=hard)).verdict is Verdict.ALIVE


# --- short, sparse, empty ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "count", "cause"),
    [
        ("Acceso denegado", 197, Cause.FORBIDDEN),  # 199 words: no text of its own
        ("Acceso denegado", 198, Cause.FIRST_LOOK),  # 200
        ("This domain is for sale.", 194, Cause.PARKED),
        ("This domain is for sale.", 195, Cause.FIRST_LOOK),
        ("Too many requests.", 196, Cause.RATE_LIMITED),
        ("Too many requests.", 197, Cause.FIRST_LOOK),
        ("Enable JavaScript now.", 36, Cause.UNRENDERED),  # 39
        ("Enable JavaScript now.", 37, Cause.FIRST_LOOK),  # 40
    ],
)
def test_only_short_pages_are_notices(body: str, count: int, cause: Cause) -> None:
    assert judge(look(content=page(body, words(count)))).cause is cause


@pytest.mark.parametrize(
    ("before", "now", "cause"),
    [
        (201, 39, Cause.UNRENDERED),
        (200, 39, Cause.SOFT_404),
        (201, 40, Cause.SOFT_404),
        (201, 60, Cause.REPLACED),
        (5000, 1, Cause.UNRENDERED),
    ],
)
def test_a_text_that_shrank_to_next_to_nothing_may_be_drawn_by_scripts(
    before: int, now: int, cause: Cause
) -> None:
    seen = look(
        f"<div id=app><p>{words(now, 'otra')}</p></div>",
        baseline=baseline(f"<p>{words(before)}</p>"),
        change=Change(Kind.REPLACED, 1.0, before, now),
    )
    judgement = judge(seen)
    assert judgement.cause is cause
    if cause is Cause.UNRENDERED:
        assert judgement.reasons[0].facts == {"words": now, "before": before}


def test_a_shell_that_random_addresses_show_too_is_no_shell() -> None:
    shell = page("Portal de la dependencia y de sus servicios", title="Portal")
    probes = tuple(Probe(f"https://a.example/{n}", 200, "", shell) for n in "ab")
    seen = look(
        content=shell,
        baseline=baseline(f"<p>{words(500)}</p>"),
        change=Change(Kind.REPLACED, 1.0, 500, 7),
        probes=probes,
    )
    assert judge(seen).reasons[0].rule == "soft-404.probe"


@pytest.mark.parametrize(("count", "blocked"), [(19, True), (20, False)])
def test_a_page_without_text_in_place_of_a_document_is_a_challenge(
    count: int, blocked: bool
) -> None:
    seen = look(f"<p>{words(count)}</p>", "https://a.example/plan.pdf")
    assert (judge(seen).cause is Cause.WAF) is blocked
    assert judge(seen).verdict is (Verdict.BLOCKED if blocked else Verdict.MISSING)


EDGE = ("server", "AkamaiGHost")
PASSING = ("cache-control", "max-age=0, no-cache")


@pytest.mark.parametrize(
    ("headers", "facts", "blocked"),
    [
        ((EDGE, PASSING), {}, True),
        ((EDGE, ("pragma", "no-cache")), {}, True),
        ((EDGE, ("cache-control", "no-store")), {"status": 503}, True),
        ((EDGE, ("cache-control", "max-age=600")), {}, False),
        ((EDGE,), {}, False),
        ((("server", "nginx"), PASSING), {}, False),
        ((EDGE, PASSING), {"content": page(words(200))}, False),
        ((EDGE, PASSING), {"content": page(words(199))}, True),
        ((EDGE, PASSING), {"content": Content("text/plain", ("uno",), ("uno",))}, False),
        ((EDGE, PASSING), {"content": None}, False),
        ((EDGE, PASSING), {"baseline": baseline("<p>x</p>"), "change": Change(Kind.COSMETIC)}, False),
    ],
)  # fmt: skip
def test_akamai_answers_for_itself_in_short_pages_that_no_cache_may_keep(
    headers: tuple[tuple[str, str], ...], facts: dict[str, object], blocked: bool
) -> None:
    seen = look("<p>Referencia 18.</p>", headers=headers, **facts)
    assert (judge(seen).cause is Cause.WAF) is blocked


@pytest.mark.parametrize(("count", "cause"), [(57, Cause.PARKED), (58, Cause.FIRST_LOOK)])
def test_weak_signs_of_parking_need_a_sparse_page(count: int, cause: Cause) -> None:
    content = page("Related searches", words(count), title="vieja.example")
    assert judge(look(url="https://vieja.example/acta.html", content=content)).cause is cause


@pytest.mark.parametrize(("links", "cause"), [(1, Cause.FIRST_LOOK), (2, Cause.PARKED)])
def test_two_links_to_an_ad_feed_are_a_sign(links: int, cause: Cause) -> None:
    feed = tuple(Link(f"https://ads.example/?dn=vieja.example&kw={n}", "x") for n in range(links))
    content = Content("text/html", ("Hola",), ("Hola",), title="vieja.example", links=feed)
    assert judge(look(url="https://www.vieja.example/", content=content)).cause is cause


@pytest.mark.parametrize(("count", "wanted"), [(299, True), (300, False)])
def test_only_sparse_pages_are_probed_at_the_first_look(count: int, wanted: bool) -> None:
    seen = look(f"<p>{words(count)}</p>")
    assert (Want.PROBES in wants(seen, judge(seen))) is wanted


def test_a_long_page_is_probed_once_a_redirect_led_there() -> None:
    seen = redirected("https://dependencia.example/otra", f"<p>{words(900)}</p>")
    assert wants(seen, judge(seen)) == {Want.PROBES}


@pytest.mark.parametrize(
    "facts",
    [
        {"status": 404},
        {"status": 503},
        {"status": 304, "content": None},
        {"change": Change(Kind.COSMETIC), "baseline": baseline("<p>x</p>", "https://a.example/p.pdf")},
    ],
)  # fmt: skip
def test_no_probe_is_made_where_the_answer_is_plain(facts: dict[str, object]) -> None:
    seen = look("<p>Portal</p>", "https://a.example/p.pdf", **facts)
    assert wants(seen, judge(seen)) == frozenset()


# --- beside a baseline ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lost", "cause"),
    [(199, Cause.REDIRECT), (200, Cause.REDIRECT), (201, Cause.REMOVED), (1000, Cause.REMOVED)],
)
def test_moved_keeps_four_fifths_of_the_words(lost: int, cause: Cause) -> None:
    seen = redirected(
        "https://nuevo.example/acta",
        f"<p>{words(max(250, 1000 - lost))}</p>",
        baseline=baseline(f"<p>{words(1000)}</p>"),
        change=Change(Kind.REMOVED, 0.3, lost),
    )
    judgement = judge(seen)
    assert judgement.cause is cause
    if cause is Cause.REDIRECT:
        told = [(r.rule, dict(r.facts)) for r in judgement.reasons]
        assert told[1] == ("moved.small-change", {"removed": lost, "added": 0})


def test_a_text_that_nobody_counted_is_not_called_moved_when_it_changed() -> None:
    uncounted = replace(baseline(f"<p>{words(9)}</p>"), content=None)
    seen = redirected(
        "https://nuevo.example/acta",
        f"<p>{words(300)}</p>",
        baseline=uncounted,
        change=Change(Kind.ADDED, 0.3, 0, 50),
    )
    assert judge(seen).cause is Cause.ADDED
    assert judge(replace(seen, baseline=replace(uncounted, words=250))).cause is Cause.REDIRECT


@pytest.mark.parametrize("flag", sorted(set(Flag) - {Flag.LANGUAGE}))
def test_nothing_of_weight_is_lost_on_a_move(flag: Flag) -> None:
    seen = redirected(
        "https://nuevo.example/acta",
        f"<p>{words(1000)}</p>",
        baseline=baseline(f"<p>{words(1000)}</p>"),
        change=Change(Kind.EDITED, 0.5, 1, 1, (flag.value,)),
    )
    assert judge(seen).cause is Cause.EDITED


@pytest.mark.parametrize(
    ("language", "other"), [(a, b) for a in ARTICLE for b in ARTICLE if a != b]
)
def test_a_page_that_came_in_another_language_is_not_compared(language: str, other: str) -> None:
    was = baseline(f"<p>{ARTICLE[language] * 20}</p>")
    assert was.content is not None
    now = html(f"<p>{ARTICLE[other] * 20}</p>")
    judgement = judge(look(content=now, baseline=was, change=compare(was.content, now)))
    assert judgement.cause is Cause.INCOMPARABLE
    told = judgement.reasons[0].facts
    assert (told["before"], told["now"]) == (language, other)
    same = html(f"<p>{ARTICLE[language].replace('.', ' otra vez.')} {words(250)}</p>")
    changed = judge(look(content=same, baseline=was, change=compare(was.content, same)))
    assert changed.verdict is Verdict.CHANGED


@pytest.mark.parametrize("kind", [Kind.EDITED, Kind.REMOVED, Kind.REPLACED, Kind.ADDED])
def test_a_text_that_the_page_flips_to_is_no_change(kind: Kind) -> None:
    change = Change(kind, 0.5, 30, 30)
    seen = look(f"<p>{words(250)}</p>", baseline=baseline("<p>x</p>"), change=change)
    assert judge(seen).verdict is Verdict.CHANGED
    flipped = look(
        f"<p>{words(250)}</p>", baseline=baseline("<p>x</p>"), change=change, alternating=True
    )
    assert judge(flipped).cause is Cause.BOILERPLATE


# --- what the citation expects -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/acta.pdf", True),
        ("https://a.example/ACTA.PDF", True),
        ("https://a.example/datos.csv", True),
        ("https://a.example/notas.txt", True),
        ("https://a.example/acta.pdf/", False),
        ("https://a.example/acta.pdf?x=1#p", True),
        ("https://a.example/Documento?doc=acta.pdf", False),
        ("https://a.example/acta.html", False),
        ("https://a.example/", False),
        ("http://[::1", False),
    ],
)
def test_a_file_is_expected_by_the_name_in_the_path(url: str, expected: bool) -> None:
    assert expects_document(Look(url, NOW)) is expected


def test_plain_text_is_what_a_name_for_plain_text_promises() -> None:
    line = Content("text/plain", ("uno",), ("uno",))
    assert not page_instead(look(url="https://a.example/notas.txt", content=line))
    assert page_instead(look(url="https://a.example/acta.pdf", content=line))


def test_what_stood_there_before_says_what_is_expected() -> None:
    viewer = "https://a.example/Documento?doc=acta.pdf"
    was_file = baseline("<p>x</p>", viewer, "application/pdf")
    was_page = baseline("<p>x</p>", "https://a.example/acta.pdf", "text/html")
    assert page_instead(look("<p>x</p>", viewer, baseline=was_file))
    assert not page_instead(look("<p>x</p>", "https://a.example/acta.pdf", baseline=was_page))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.a.example/x/", "https://a.example/x#y", True),
        ("https://a.example/x?b=2&a=1", "https://a.example/x?a=1&b=2", True),
        ("https://a.example/x?a=", "https://a.example/x", False),
        ("https://a.example/x?a=1&a=2", "https://a.example/x?a=1", False),
        ("https://a.example/x", "https://a.example/X", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("nada", "otra", False),
    ],
)
def test_the_same_place_in_other_letters(one: str, other: str, same: bool) -> None:
    assert same_place(one, other) is same
    assert same_place(other, one) is same
    assert same_place(one, one)


def test_what_is_no_url_has_no_parts() -> None:
    for url in ("http://[::1", "http://a.example:port/", "http://a.example:99999/"):
        assert split(url).netloc == ""
        assert (extension(url), file_name(url)) == ("", "")


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        ({}, True),
        ({"status": 203}, True),
        ({"status": 404}, False),
        ({"status": 503}, False),
        ({"truncated": "time"}, False),
        ({"tls_problem": "expired"}, False),
    ],
)
def test_only_a_whole_answer_that_can_be_trusted_becomes_a_baseline(
    facts: dict[str, object], kept: bool
) -> None:
    seen = look(f"<p>{words(400)}</p>", **facts)
    assert is_document_capture(seen, judge(seen)) is kept


def test_an_edited_document_may_be_compared_with_and_a_page_in_its_place_not() -> None:
    was = baseline(f"<p>{words(400)}</p>", URL)
    edited = look(f"<p>{words(390)}</p>", baseline=was, change=Change(Kind.REMOVED, 0.3, 10))
    assert is_document_capture(edited, judge(edited))
    file = baseline("<p>x</p>", URL, "application/pdf")
    other = look(f"<p>{words(400)}</p>", baseline=file, change=Change(Kind.INCOMPARABLE))
    assert not is_document_capture(other, judge(other))


# --- what can be configured ----------------------------------------------------------------------


NIGHTLY = replace(Rules(), look_good_after=timedelta(hours=20))
"""What testigo.toml says where it says nothing: the project's rules, looked at every night."""


def test_the_configuration_s_defaults_are_the_project_s_rules() -> None:
    assert rules_of(Configured()) == NIGHTLY


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("missing_looks", 5, ("missing", "looks", 5)),
        ("missing_days", 9, ("missing", "over", timedelta(days=9))),
        ("redirect_home_looks", 6, ("redirect_home", "looks", 6)),
        ("redirect_home_days", 21, ("redirect_home", "over", timedelta(days=21))),
        ("changed_looks", 4, ("changed", "looks", 4)),
        ("changed_hours", 36, ("changed", "over", timedelta(hours=36))),
        ("unreachable_looks", 8, ("unreachable", "looks", 8)),
        ("unreachable_days", 60, ("unreachable", "over", timedelta(days=60))),
        ("apart_hours", 48, ("apart", "", timedelta(hours=48))),
        ("look_again_hours", 200, ("look_good_after", "", timedelta(hours=200))),
        ("look_again_dead_days", 30, ("look_dead_after", "", timedelta(days=30))),
    ],
)
def test_each_key_sets_its_own_rule_and_no_other(
    key: str, value: int, expected: tuple[str, str, object]
) -> None:
    rules, name, part = rules_of(Configured(**{key: value})), expected[0], expected[1]
    set_to = getattr(rules, name)
    assert (getattr(set_to, part) if part else set_to) == expected[2]
    follow = {"apart": "look_doubtful_after", "changed": "changed_apart"}
    untouched = {f for f in Rules.__dataclass_fields__ if f not in {name, follow.get(name)}}
    assert all(getattr(rules, other) == getattr(NIGHTLY, other) for other in untouched)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 305, 306, 307, 308, 309])
def test_a_redirect_to_nowhere_with_a_page_of_its_own_is_shown_by_browsers(status: int) -> None:
    """Browsers show the text of any redirect that they can't follow; a 304 has none."""
    for count, told in ((60, status != 304), (59, False)):
        cause = judge(look(f"<p>{words(count)}", status=status)).cause
        assert (cause is Cause.FIRST_LOOK) == told
