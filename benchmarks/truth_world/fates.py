"""Write one line of the world's table."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.truth_world import answers as show
from benchmarks.truth_world.model import Fate, Truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.truth_world.model import Answer, Reply
    from benchmarks.truth_world.texts import Document

_NO_LETTER = re.compile(r"[^a-z0-9]+")


def fate(
    name: str,
    truth: Truth,
    why: str,
    document: Document,
    after: Reply | None,
    *,
    before: Reply | None = None,
    path: str = "",
    front: Answer | None = None,
    nothing: Reply | None = None,
    others: Mapping[str, Reply] | None = None,
    also: Truth | None = None,
) -> Fate:
    """What becomes of a document; left out are the ordinary things: an address made of the title, a page of the
    office before, the office's front page, an honest 404 for what isn't there."""
    return Fate(
        name=name,
        truth=truth,
        why=why,
        path=path or f"/docs/{_NO_LETTER.sub('-', document.title.lower())}.html",
        claim=document.claim,
        before=before or show.page(document),
        after=after,
        front=front or show.front(document),
        nothing=nothing or show.not_found(document),
        others=dict(others or {}),
        also=also,
    )


def strangers(name: str, why: str, document: Document, shown: Answer) -> Fate:
    """The whole host is somebody else's from the second night on, and shows the same everywhere."""
    made = fate(name, Truth.LOST, why, document, shown)
    return replace(made, everywhere=True)
