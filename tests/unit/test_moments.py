"""Times as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from evidence.errors import UsageError
from evidence.moments import not_after

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
END = "T23:59:59.999999Z"


@pytest.mark.parametrize(
    ("given", "stamp"),
    [
        ("2019", f"2019-12-31{END}"),
        ("2019-05", f"2019-05-31{END}"),
        ("2020-02", f"2020-02-29{END}"),
        ("2019-05-01", f"2019-05-01{END}"),
        ("2019-05-01T18:00:00Z", "2019-05-01T18:00:00.000000Z"),
        ("2019-05-01T18:00:00-06:00", "2019-05-02T00:00:00.000000Z"),
        ("ayer", f"2026-11-26{END}"),
        ("antier", f"2026-11-25{END}"),
        ("yesterday", f"2026-11-26{END}"),
        ("hace 3 días", f"2026-11-24{END}"),
        ("2 weeks ago", f"2026-11-13{END}"),
        ("12 de septiembre de 2019", f"2019-09-12{END}"),
        ("septiembre de 2019", f"2019-09-30{END}"),
        ("September 2019", f"2019-09-30{END}"),
        ("12/09/2019", f"2019-09-12{END}"),
        ("  hoy ", f"2026-11-27{END}"),
    ],
)
def test_what_people_write(given: str, stamp: str) -> None:
    assert not_after(given, NOW) == stamp


@pytest.mark.parametrize(
    "given",
    ["", "5", "-1", "xyz", "2019-13", "2019-02-30", "0000", "20191", "2019-5-1x", "31 de febrero de 2019",
     "99/99/2019", "quizá ayer", "no such date 2019", "9" * 5000, "ayer " * 5000],
)  # fmt: skip
def test_what_is_no_time_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="no time that can be understood"):
        not_after(given, NOW)
