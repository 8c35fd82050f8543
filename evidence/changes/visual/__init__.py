"""Two pictures of one page compared as pictures: a third one shows where they differ. It shows, and judges nothing.

Rows of pixels are aligned strip by strip (:mod:`~evidence.changes.visual.strips`), so that a paragraph which
came in moves what follows and does not make all of it differ. What differs also between two pictures of the
page as it stood, unchanged by its text, is masked (:mod:`~evidence.changes.visual.places`). Pictures come from
strangers' pages: they are read behind the fence, within bounds of pixels.

It needs Pillow, which the extra ``browser`` brings along.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from evidence import fence
from evidence.changes.visual.model import Difference

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMPARE = fence.Task("evidence.changes.visual.work:compare", Difference, seconds=20.0)
"""Two pages of 16,000 pixels and two earlier ones take three."""


def is_there() -> bool:
    """Whether pictures can be compared in this installation."""
    return find_spec("PIL") is not None


def difference(before: bytes, after: bytes, earlier: Sequence[bytes] = ()) -> Difference:
    """Where the PNG ``after`` differs from the PNG ``before``; masked is what differs between ``before``
    and any of the ``earlier`` ones, made while the page was unchanged.

    Raises :class:`evidence.fence.FenceFailure` for what is no picture of a page, or too large a one.
    """
    pictures = (before, after, *earlier)
    return fence.call(_COMPARE, b"".join(pictures), sizes=[len(one) for one in pictures])
