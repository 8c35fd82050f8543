"""``testigo demo`` where there is a Chromium: its report shows pages before and after their loss."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.browser.pool import available
from crawler.run.drawing import SWITCH
from tests import commands

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))


def test_the_report_of_the_demo_shows_lost_pages_before_and_after_and_where_they_differ(
    tmp_path: Path,
) -> None:
    place = tmp_path / "demo"
    told = ("-m", "testigo", "demo", "--folder", str(place))
    done = commands.python(*told, within=300, **{SWITCH: ""})
    assert done.code == 0, done.err
    text = Path(done.out.strip()).read_text("utf-8")
    pairs = re.findall(r'<div class="pictures">(.*?)</div></div>', text, re.DOTALL)
    counts = [pair.count('<img src="data:image/webp;base64,') for pair in pairs]
    assert sorted(counts) == [2, *[3] * 6]
    same = next(pair for pair, count in zip(pairs, counts, strict=True) if count == 2)
    assert "Both pictures look the same" in same  # a file in a frame was swapped, and is no picture
