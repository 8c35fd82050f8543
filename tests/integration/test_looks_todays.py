"""A page that shows the day of the visit says the same on every night; a hearing that moves does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.looks import Lab, Told, answer
from tests.unit.test_changes_compare import PARAGRAPHS

if TYPE_CHECKING:
    from pathlib import Path


def page(line: str) -> bytes:
    prose = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return answer(f"<title>Acta</title><main><h1>Acta</h1>{prose}<div>{line}</div></main>")


@pytest.mark.parametrize(
    ("nights", "verdict"),
    [
        (("lunes, 2 de noviembre de 2026", "martes, 3 de noviembre de 2026"), "alive"),
        (("Monday, November 2, 2026", "Tuesday, November 3, 2026"), "alive"),
        (("lunes, 9 de noviembre de 2026", "martes, 10 de noviembre de 2026"), "changed"),
    ],
)
def test_the_day_of_a_look_is_no_change(
    nights: tuple[str, str], verdict: str, tmp_path: Path
) -> None:
    lab = Lab(tmp_path / "evidence")
    first, second = (lab.look(Told(page(line))) for line in nights)
    assert (first.check.verdict, second.check.verdict) == ("alive", verdict)
    lab.store.close()
