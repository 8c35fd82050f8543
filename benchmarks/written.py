"""Puts what was measured into docs/performance.md, with its day and its command."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

_DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"


def write(name: str, lines: list[str]) -> None:
    """Put ``lines`` in the place of what stands in the document between the comments ``bench: NAME`` and ``end``.

    Raises ValueError where they are not there.
    """
    text = _DOCUMENT.read_text("utf-8")
    block = re.compile(rf"(<!-- bench: {re.escape(name)} -->\n).*?(?=<!-- end -->)", re.DOTALL)
    day = datetime.now(UTC).strftime("%-d %B %Y")
    # of a path its name is enough: where it lies here is nobody else's
    asked = [one.rpartition("/")[2] for one in sys.argv[1:]]
    command = " ".join(["python -m", f"benchmarks.{Path(sys.argv[0]).stem}", *asked])
    told = "\n".join([f"`{command}`, {day}:", "", *lines, ""])
    text, found = block.subn(lambda match: match[1] + told, text)
    if found != 1:
        raise ValueError(f"{_DOCUMENT} has no one place for {name}")
    _DOCUMENT.write_text(text, "utf-8")
