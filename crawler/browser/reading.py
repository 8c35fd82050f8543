"""The page as it stands, as HTML and as text for reading.

One document, made by :file:`reading.js` frame by frame: shadow trees stand in their hosts with what is
in their slots, frames stand where they are shown, also those of other sites. What is not displayed
bears the attribute ``hidden``; addresses are absolute. Left out are the values of fields (a browser
or a script may have filled them in), scripts but those that are data, what is shown without scripts
only, and templates: what the server sent is kept beside it, untouched. Text is what
``innerText`` would be over all of that, but for capitals that a style alone makes.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.browser.frames import Frames
from crawler.browser.protocol import Gone, Stuck

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

_SCRIPT = (Path(__file__).parent / "reading.js").read_text("utf-8")
_MOST = 20_000_000
"""Characters of one frame. A bound of ours; what is longer is cut, and said."""
_SECONDS = 20.0
"""For one frame: 300,000 elements take about 5 s on a slow core."""


class NoPage(Exception):
    """The page went on to an address where nothing answered, or that may not be asked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says."""

    title: str
    html: str
    text: str
    problems: tuple[str, ...]


async def read_page(session: CDPSession) -> Reading:
    """The page that stands in a session now. Raises Gone where it went on meanwhile, Stuck where it
    lets nobody in, NoPage where there is none."""
    frames = await Frames.of(session)
    if frames.is_error:
        raise NoPage
    made: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    for frame in frames.all:
        try:
            await frames.register(frame)
            made[frame] = await frames.call(frame, _SCRIPT, most=_MOST, seconds=_SECONDS)
        except (Gone, Stuck) as problem:
            if frame == frames.main:
                raise
            problems.append(f"a frame could not be read: {problem}")
    if any(one["cut"] for one in made.values()):
        problems.append(
            "a page of more than 20 million characters or 300,000 elements: its end is not read"
        )
    main = made[frames.main]
    return Reading(
        main["title"],
        "<!DOCTYPE html>\n" + _html(made, frames.main),
        _text(made, frames.main),
        tuple(problems),
    )


def _html(made: dict[str, dict[str, Any]], frame: str) -> str:
    pieces = []
    for piece in made.get(frame, {"html": ()})["html"]:
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        hidden = " hidden" if piece["hidden"] else ""
        source = html.escape(piece["src"])
        pieces.append(
            f'<section data-frame="{source}"{hidden}>{_html(made, piece["frame"])}</section>'
        )
    return "".join(pieces)


def _text(made: dict[str, dict[str, Any]], frame: str) -> str:
    pieces = made.get(frame, {"text": ()})["text"]
    return "".join(
        piece if isinstance(piece, str) else _text(made, piece["frame"]) for piece in pieces
    ).strip()
