"""A notice on its way: what is kept in the outbox is read back whole, and over any nights readers
hear of each loss once, of recoveries of what they were told, and of no suspicion."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from evidence import clock
from evidence.config import Notify
from evidence.looks.standings import record_of
from evidence.reports.news import Advice, Item, Place, See
from evidence.reports.replacement import Kind as Instead
from evidence.reports.steps import NextStep
from evidence.reports.together import Place as Whole
from evidence.store import Store, notices, runs
from evidence.verdicts.series import Seen, Standing
from evidence.verdicts.standing import advance
from evidence.verdicts.transition import Step
from evidence.vocabulary import Cause, Certainty, NoticeState, TroubleKind, Verdict
from schedules.notices import compose, render
from schedules.notices.notice import (
    BoardEvent,
    BoardTold,
    Kind,
    Notice,
    TogetherTold,
    TroubleTold,
    read,
)
from tests.commands import ROOT
from tests.reports import Sample

SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schema/notice.v1.json").read_text("utf-8")))
AT = "2026-01-20T06:00:00.000000Z"
text = st.text(max_size=20)
items = st.builds(
    Item,
    news=st.sampled_from(Step),
    url=text,
    verdict=st.sampled_from([Verdict.ALIVE, Verdict.MOVED, Verdict.CHANGED, Verdict.MISSING]),
    cause=st.sampled_from(Cause),
    certainty=st.sampled_from(Certainty),
    reason=text,
    since=st.just(AT),
    last_good=st.none() | st.just(AT),
    cited=st.lists(
        st.builds(
            Place, text, text, st.none() | text, st.none() | st.integers(1, 9), st.none() | text
        ),
        max_size=3,
    ).map(tuple),
    cited_more=st.integers(0, 9),
    altered=st.lists(text, max_size=2).map(tuple),
    see=st.none()
    | st.builds(See, st.sampled_from(Instead), st.just("https://a.mx/"), st.none() | st.just(AT)),
    next_step=st.builds(Advice, st.sampled_from(NextStep), text),
)
boards = st.builds(
    BoardTold,
    source=text,
    title=text,
    counts=st.dictionaries(st.sampled_from(["dropped", "added"]), st.integers(1, 9)),
    events=st.lists(
        st.builds(BoardEvent, st.sampled_from(["dropped", "added"]), text), max_size=2
    ).map(tuple),
    more=st.integers(0, 9),
)
wholes = st.builds(
    TogetherTold,
    place=st.sampled_from(Whole),
    name=text,
    cause=st.sampled_from(Cause),
    since=st.just(AT),
    count=st.integers(5, 40),
    of=st.integers(5, 60),
    text=text,
    urls=st.lists(text, max_size=3).map(tuple),
    more=st.integers(0, 37),
)
troubles = st.builds(
    TroubleTold,
    st.sampled_from([kind for kind in TroubleKind if kind is not TroubleKind.BOARD]),
    st.dictionaries(text, text | st.integers()),
    text,
)


@given(
    st.sampled_from(Kind),
    st.lists(items, max_size=3).map(tuple),
    st.lists(troubles, max_size=2).map(tuple),
    st.lists(boards, max_size=2).map(tuple),
    st.lists(wholes, max_size=2).map(tuple),
    st.integers(0, 5),
)
def test_what_waits_in_the_outbox_is_read_back_whole_and_obeys_its_schema(
    kind: Kind,
    told: tuple[Item, ...],
    problems: tuple[TroubleTold, ...],
    changed: tuple[BoardTold, ...],
    gone: tuple[TogetherTold, ...],
    unlisted: int,
) -> None:
    news = {Step.BROKEN: len(told) + unlisted + sum(event.count for event in gone)}
    notice = Notice.of(
        kind,
        "es",
        folder="f",
        night="2026-01-20",
        report=None,
        news=news,
        items=told,
        troubles=problems,
        boards=changed,
        together=gone,
    )
    assert (notice.more, notice.counts["trouble"], notice.counts["board"]) == (
        unlisted,
        len(problems),
        len(changed),
    )
    kept = json.loads(json.dumps(notice.content()))
    assert read(kept, id="n", composed_at=AT).content() == notice.content()
    again = read(kept, id="n", composed_at=AT)
    SCHEMA.validate(json.loads(json.dumps(again.json())))
    assert render.message(again).text


def test_one_more_trouble_is_counted() -> None:
    notice = Notice.of(Kind.DIGEST, "en", folder="f", night="2026-01-20", report=None)
    lost = compose.trouble(TroubleKind.MAYBE_LOST, {"at": "2026-01-19", "problem": "x"}, "en")
    more = notice.and_trouble(lost).and_trouble(lost)
    assert (more.counts["trouble"], len(more.troubles)) == (2, 2)
    assert notice.counts["trouble"] == 0


FIRST = datetime(2026, 1, 1, 6, tzinfo=UTC)
CAUSES = {".": Cause.IDENTICAL, "m": Cause.HTTP_404, "w": Cause.WAF, "A": Cause.EDITED}


def _night(sample: Sample, night: int, letter: str, standing: Standing | None) -> Standing:
    """One run that looks at the one URL there is."""
    at = FIRST + timedelta(days=night)
    run = {"id": f"r{night}", "kind": "night", "state": "finished", "started_at": clock.stamp(at),
           "due": 1, "options_json": "{}", "tool_version": "1", "rules_version": "1", "config_sha256": ""}  # fmt: skip
    now = advance(standing, Seen(CAUSES[letter], at, text_sha256=letter))
    check = {"id": f"k{night}", "run_id": run["id"], "url_id": "u", "checked_at": clock.stamp(at),
             "duration_ms": 1, "observer": "us", "verdict": now.verdict, "cause": CAUSES[letter],
             "at_most": "confirmed", "reasons_json": "[]"}  # fmt: skip
    with sample.store.transaction("test") as act:
        act.insert("runs", run)
        act.insert("checks", check)
        act.put(record_of(now, "u", None, check["id"]))
    return now


@settings(max_examples=15)
@given(st.text(".mwA", min_size=4, max_size=14))
def test_over_any_nights_readers_hear_only_what_is_news_to_them(letters: str) -> None:
    notify = Notify(to=("ana@example.org",))
    with tempfile.TemporaryDirectory() as place:
        sample = Sample(Store(Path(place) / "evidence.db"), Path(place))
        sample.source()
        sample.insert("urls", {"id": "u", "url": "https://a.mx/u", "host": "a.mx", "domain": "a.mx",
                               "surt": "u", "added_at": ""})  # fmt: skip
        sample.insert("citations", {
            "id": "c", "source_id": "informe", "url_id": "u", "raw": "u", "origin": "text",
            "first_version": "v-informe", "last_version": "v-informe"})  # fmt: skip
        standing: Standing | None = None
        known: Step | None = None
        for night, letter in enumerate(letters):
            standing = _night(sample, night, letter, standing)
            before = len(notices.in_state(sample.store, NoticeState.WAITING))
            run = runs.latest_night(sample.store)
            now = FIRST + timedelta(days=night, hours=1)
            compose.compose(sample.store, notify, "f", now, run)
            assert compose.compose(sample.store, notify, "f", now, run) == 0, (
                "twice asked, once told"
            )
            queued = notices.in_state(sample.store, NoticeState.WAITING)[before:]
            if not queued:
                continue
            (item,) = read(queued[0].content, id="n", composed_at=AT).items
            if item.news is Step.RECOVERED:
                assert known in (Step.BROKEN, Step.CHANGED), "what nobody was told can't come back"
                assert not item.verdict.is_broken
            else:
                assert item.certainty is not Certainty.SUSPECTED
                assert item.verdict.is_broken
                assert item.news is not Step.BROKEN or known is not Step.BROKEN, (
                    "a loss is told once"
                )
            known = item.news
        sample.store.close()
