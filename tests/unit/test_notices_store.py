"""The outbox of notices and the troubles that wait, against what they have to answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.store import Store, notices
from evidence.store.records import QueuedNotice
from evidence.vocabulary import NoticeState, TroubleKind

CHANNELS = ("ana", "ben", "eva")
LOST = {NoticeState.REFUSED, NoticeState.FAILED, NoticeState.UNKNOWN}


@st.composite
def outboxes(draw: st.DrawFn) -> list[QueuedNotice]:
    """Notices to few receivers, no two of one night to one receiver."""
    keys = draw(
        st.lists(st.tuples(st.integers(1, 9), st.sampled_from(CHANNELS)), unique=True, max_size=12)
    )
    return [
        QueuedNotice(
            id=f"{night}-{channel}",
            queued_at=f"2026-01-{night:02}T03:00:00Z",
            kind="digest",
            subject_json="{}",
            state=draw(st.sampled_from(NoticeState)),
            attempts=0,
            night=f"n{night}",
            channel=channel,
            due_at=f"2026-01-{draw(st.integers(1, 20)):02}T03:00:00Z",
        )
        for night, channel in keys
    ]


def _filled(queued: list[QueuedNotice]) -> Store:
    store = Store(Path(":memory:"))
    with store.housekeeping() as act:
        for one in queued:
            act.add(one)
    return store


@settings(max_examples=15)
@given(outboxes(), st.sets(st.sampled_from(CHANNELS), min_size=1), st.integers(1, 20))
def test_what_is_due_and_waited_longest_goes_first(
    queued: list[QueuedNotice], channels: set[str], day: int
) -> None:
    store, now = _filled(queued), f"2026-01-{day:02}T03:00:00Z"
    due = [
        one
        for one in queued
        if one.state is NoticeState.WAITING
        and one.channel in channels
        # what is queued later than now was put off by a clock that was ahead, but not to before that
        and ((one.due_at or "") <= now or now < one.queued_at <= (one.due_at or ""))
    ]
    found = notices.next_due(store, now, sorted(channels))
    assert (found and found.queued_at) == min((one.queued_at for one in due), default=None)
    assert found is None or found in due
    store.close()


@settings(max_examples=15)
@given(outboxes(), st.sets(st.sampled_from(CHANNELS), min_size=1))
def test_what_did_not_arrive_counts_until_a_later_notice_told_of_it(
    queued: list[QueuedNotice], channels: set[str]
) -> None:
    store = _filled(queued)
    expected: Counter[NoticeState] = Counter()
    for one in queued:
        if one.channel not in channels:
            continue
        later = [o for o in queued if o.channel == one.channel and o.queued_at > one.queued_at]
        if one.state in (NoticeState.WAITING, NoticeState.SENDING) or (
            one.state in LOST and not later
        ):
            expected[one.state] += 1
    assert notices.unsettled(store, sorted(channels)) == expected
    for channel in CHANNELS:
        mine = [one for one in queued if one.channel == channel]
        last = notices.before(store, channel)
        assert (last and last.queued_at) == max((one.queued_at for one in mine), default=None)
    store.close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "evidence.db")


def test_a_notice_is_known_by_what_it_says_to_whom_of_which_night(store: Store) -> None:
    with store.housekeeping() as act:
        for night, channel, content in (
            ("n", "ana", {"a": 1}),
            ("n", "ben", {"a": 1}),
            ("m", "ana", {"a": 1}),
        ):
            notices.queue(act, night=night, channel=channel, content=content, now="2026")
    queued = notices.in_state(store, NoticeState.WAITING)
    assert len({one.id for one in queued}) == 3
    assert [one.content for one in queued] == [{"a": 1}] * 3
    assert notices.composed(store, "n")
    assert not notices.composed(store, "x")
    sent = notices.mark(store, queued[0], state=NoticeState.SENT, sent_at="2027")
    assert sent == replace(queued[0], state=NoticeState.SENT, sent_at="2027")
    assert notices.in_state(store, NoticeState.SENT) == [sent]
    assert store.value("SELECT COUNT(*) FROM custody") == 0, "addresses of people are in no log"
    store.close()


def test_what_failed_after_the_clock_was_set_back_waits_for_its_turn(store: Store) -> None:
    with store.housekeeping() as act:
        notices.queue(act, night="n", channel="ana", content={}, now="2027-03-01T03:00:00Z")
    now = "2026-01-05T03:00:00Z"
    queued = notices.next_due(store, now, ["ana"])
    assert queued is not None, "a clock that was ahead puts nothing off"
    notices.mark(store, queued, tried_at=now, due_at="2026-01-05T03:05:00Z")
    assert notices.next_due(store, now, ["ana"]) is None
    assert notices.next_due(store, "2026-01-05T03:05:00Z", ["ana"]) is not None
    store.close()


def test_a_trouble_is_kept_once_and_told_once(store: Store) -> None:
    for key in ("a", "b", "a"):
        notices.note(store, TroubleKind.FAILED, {"key": key}, key, "2026-01-02")
    notices.note(store, TroubleKind.OFFLINE, {}, "a", "2026-01-01")
    waiting = notices.untold(store)
    assert [(one.kind, one.facts.get("key")) for one in waiting] == [
        (TroubleKind.OFFLINE, None),
        (TroubleKind.FAILED, "a"),
        (TroubleKind.FAILED, "b"),
    ]
    with store.housekeeping() as act:
        notices.tell(act, waiting[:2], "n")
    assert [one.facts for one in notices.untold(store)] == [{"key": "b"}]
    notices.note(store, TroubleKind.FAILED, {"key": "a"}, "a", "2026-02-01")
    assert len(notices.untold(store)) == 1, "what was told is not told again"
    store.close()
