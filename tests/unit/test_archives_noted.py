from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archives.noted import Noted, noted
from evidence.store import outbox
from evidence.vocabulary import JobAct

JOB = outbox.new_job("u", "wayback", JobAct.FETCH, "2024-05-31T00:00:00Z")


@given(
    st.builds(
        Noted,
        cited_on=st.none() | st.dates().map(str),
        captures=st.none() | st.integers(0, 9),
        purposes=st.just(frozenset({"as-cited", "last-good"})),
        candidates=st.lists(st.text(max_size=8), max_size=3).map(tuple),
        looks=st.integers(0, 9),
    )
)
def test_what_is_noted_is_read_back(told: Noted) -> None:
    assert noted(replace(JOB, answer_json=told.text())) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, Noted()),
        ('{"cited_on":"2019-05-04","captures":0}', Noted("2019-05-04", 0)),
        ('{"for":["as-cited"],"next":["m2"]}', Noted(purposes=frozenset({"as-cited"}), candidates=("m2",))),
        ('{"for":["asked"],"next":[]}', Noted(purposes=frozenset({"asked"}))),
        ('{"looks":2}', Noted(looks=2)),
    ],
)  # fmt: skip
def test_jobs_of_earlier_versions_are_understood_and_written_alike(
    text: str | None, told: Noted
) -> None:
    assert noted(replace(JOB, answer_json=text)) == told
    assert told.text() == text
