"""Judging is total, deterministic and bounded, whatever comes; older judgements stay as they
are."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.bilingual import LANGUAGES
from evidence.changes.model import Change, Kind
from evidence.content import extract
from evidence.content.model import Content
from evidence.looks.rejudge import rejudge
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Baseline, Failure, Hop, Look, Probe, Reason
from evidence.verdicts.rule import because
from evidence.verdicts.wants import wants
from evidence.verdicts.wording import LABELS, explain, label
from evidence.vocabulary import VERDICT_OF, Cause, Stage, Verdict

NOW = datetime(2026, 11, 1, tzinfo=UTC)
texts = st.text(max_size=200) | st.sampled_from(
    [
        "Página no encontrada",
        "404",
        "Access denied",
        "Just a moment...",
        "login",
        "javascript",
        "{x} {0}",
    ]
)
contents = st.builds(
    Content,
    st.sampled_from(["text/html", "text/plain", "application/pdf", ""]),
    lines=st.lists(texts, max_size=5).map(tuple),
    main=st.lists(texts, max_size=5).map(tuple),
    title=texts,
    headings=st.lists(texts, max_size=3).map(tuple),
    refresh=st.none() | texts,
)
urls = st.sampled_from(
    [
        "https://a.example/x/y.pdf",
        "https://a.example/",
        "http://[::1",
        "",
        "https://a.example/V?doc=A1B2",
    ]
) | st.text(max_size=40)
changes = st.builds(Change, st.sampled_from(Kind), words_removed=st.integers(0, 900))
looks = st.builds(
    Look,
    url=urls,
    at=st.just(NOW),
    final_url=urls,
    status=st.none() | st.integers(0, 999),
    reason=texts,
    headers=st.lists(
        st.tuples(st.sampled_from(["server", "cf-mitigated", "x"]), texts), max_size=3
    ).map(tuple),
    hops=st.lists(st.builds(Hop, urls, st.integers(0, 400)), max_size=2).map(tuple),
    failure=st.none() | st.builds(Failure, st.sampled_from(Stage), texts, texts),
    tls_problem=st.none() | texts,
    content=st.none() | contents,
    baseline=st.none()
    | st.builds(
        Baseline,
        st.just("first-good"),
        texts,
        texts,
        urls,
        texts,
        texts,
        st.none(),
        st.none() | contents,
    ),
    change=st.none() | changes,
    probes=st.lists(
        st.builds(Probe, urls, st.none() | st.just(200) | st.just(404), urls, st.none() | contents),
        max_size=2,
    ).map(tuple),
)


@given(looks)
@settings(max_examples=400)
def test_every_look_is_judged_the_same_twice_and_explained(look: Look) -> None:
    judgement = judge(look)
    assert judgement == judge(look)
    assert judgement.verdict is VERDICT_OF[judgement.cause]
    assert judgement.reasons
    for reason in judgement.reasons:
        assert all(explain(reason, language) for language in LANGUAGES)
        assert all(len(value) <= 200 for value in reason.facts.values() if isinstance(value, str))
    wants(look, judgement)


@given(looks)
def test_no_failed_exchange_is_called_alive_or_changed(look: Look) -> None:
    if look.failure is not None:
        assert judge(look).verdict not in {Verdict.ALIVE, Verdict.MOVED, Verdict.CHANGED}


@pytest.mark.parametrize(
    "piece",
    [
        "page ",
        "page not ",
        "no se encontró la ",
        "a",
        "404 ",
        "este dominio ",
        "https://",
        "| - ",
        "blocked by ",
        "lang=",
        "á",
    ],
)
def test_long_runs_of_anything_are_judged_in_bounded_time(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    content = Content(
        "text/html", lines=(text,), main=(text[:900],), title=text, headings=(text,) * 50
    )
    probes = tuple(Probe(f"https://a.example/{n}", 200, "", content) for n in "ab")
    url = f"https://a.example/{text[:20_000]}?{text[:20_000]}"
    before = time.process_time()
    judge(
        Look(
            url,
            NOW,
            final_url=f"https://a.example/?{text[:20_000]}",
            status=200,
            hops=(Hop(url, 301),),
        )
    )
    judge(
        Look(
            "https://a.example/acta.pdf",
            NOW,
            final_url="https://a.example/x",
            status=200,
            content=content,
            probes=probes,
        )
    )
    assert time.process_time() - before < 5.0


def test_an_ordinary_page_is_judged_in_under_ten_milliseconds() -> None:
    html = "<title>Acta</title>" + "".join(
        f"<p>Párrafo {n} del acta de la sesión ordinaria.</p>" for n in range(300)
    )
    look = Look(
        "https://a.example/x",
        NOW,
        final_url="https://a.example/x",
        status=200,
        content=extract(html.encode()),
    )
    before = time.process_time()
    for _ in range(10):
        judge(look)
    assert time.process_time() - before < 0.1


def test_rejudging_says_what_differs_and_nothing_else() -> None:
    look = Look("https://a.example/x", NOW, status=404)
    assert rejudge(look, judge(look)) is None
    difference = rejudge(look, because(Cause.FIRST_LOOK, "alive.first-look", status=404))
    assert difference is not None
    assert (difference.before.cause, difference.after.cause) == (Cause.FIRST_LOOK, Cause.HTTP_404)


def test_a_reason_of_other_rules_is_still_told() -> None:
    assert explain(Reason("old.rule", {"status": 200}), "es") == "old.rule status=200"
    assert "?" in explain(Reason("soft-404.lexicon"), "en")


def test_all_words_have_both_languages() -> None:
    for verdict in Verdict:
        assert all(label(verdict, language) for language in LANGUAGES)
    assert all(words.en and words.es for words in LABELS.values())
