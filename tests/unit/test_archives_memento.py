from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from crawler.archives.memento import read_timemap

TIMEMAP = """<http://a.mx/timemap/link/http://x.mx/>; rel="self"; type="application/link-format",
<http://a.mx/http://x.mx/>; rel="timegate",
<http://x.mx/20200101000000/doc>; rel="original",
<http://a.mx/20190302000000mp_/http://x.mx/>; rel="last memento"; datetime="Sat, 02 Mar 2019 00:00:00 GMT",
<http://a.mx/20180102030405/http://x.mx/>; rel="first memento"; datetime="Tue, 02 Jan 2018 03:04:05 GMT",
<http://a.mx/20189902030405/http://x.mx/>; rel="memento"; datetime="no time at all"
"""


def test_a_timemap_lists_mementos_and_nothing_else() -> None:
    found = read_timemap(TIMEMAP)
    assert [f"{at:%Y%m%d%H%M%S}" for at in found] == ["20180102030405", "20190302000000"]


@given(st.text(alphabet='</>;0129" relmnto=', max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    read_timemap(text)


def test_long_runs_cost_little() -> None:
    start = time.perf_counter()
    for run in (
        "<" + "/20180102030405" * 500,
        "<" * 100,
        '<a>; rel="' + "memento " * 60,
        "<a/" + "0" * 7000,
    ):
        read_timemap(run * (2_000_000 // len(run)))
    assert time.perf_counter() - start < 10
