"""How like two pictures of a page are, told by the browser itself on an empty page of its own."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.browser.engine import Engine

_SCRIPT = (Path(__file__).parent / "likeness.js").read_text("utf-8")


async def likeness(engine: Engine, then: Path, now: Path) -> float:
    """The part of what is drawn in either of two PNG files that looks the same in both, 0 to 1; see
    :file:`likeness.js`. Raises Playwright's Error for a file that is no picture, and OSError."""
    context = await engine.chromium.new_context()
    try:
        page = await context.new_page()
        coded = [base64.b64encode(one.read_bytes()).decode("ascii") for one in (then, now)]
        return float(await page.evaluate(_SCRIPT, coded))
    finally:
        await context.close()
