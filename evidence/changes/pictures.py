"""Pages that are pictures (scans): compared by what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.changes.hunks import one_hunk
from evidence.changes.model import Change, Flag, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.content.model import Content, Part

_ALIKE = 26
"""Bits of 256 in which two difference hashes of one picture may differ after a new compression; the
customary tenth. Unrelated pages differ in about half."""


def compare_pictures(old: Content, new: Content) -> Change | None:
    """The change between the pictures of two contents; None when both show exactly the same ones.

    Pictures that look alike without being the same bytes may hide a small edit or be a new
    compression of the same scan: that is incomparable, never changed.
    """
    before, after = (_pictures(content) for content in (old, new))
    if [part.image_sha256 for part in before] == [part.image_sha256 for part in after]:
        return None
    gone, come = _without(before, after), _without(after, before)
    if not gone and not come:
        return Change(Kind.INCOMPARABLE, flags=(Flag.PAGE_IMAGE,))
    if len(gone) == len(before) and not old.words:
        kind = Kind.REPLACED
    else:
        kind = Kind.REMOVED if not come else Kind.ADDED if not gone else Kind.EDITED
    share = max(len(gone), len(come)) / max(len(old.parts), len(new.parts))
    pieces = one_hunk([part.image_sha256 for part in gone], [part.image_sha256 for part in come])
    return Change(kind, round(max(0.5, share), 3), flags=(Flag.PAGE_IMAGE,), hunks=pieces)


def _pictures(content: Content) -> list[Part]:
    return [part for part in content.parts if part.image_sha256]


def _without(pictures: Sequence[Part], others: Sequence[Part]) -> list[Part]:
    """Those of ``pictures`` that look like none of ``others``."""
    exact = {part.image_sha256 for part in others}
    hashes = {int(part.image_dhash, 16) for part in others}
    return [
        part
        for part in pictures
        if part.image_sha256 not in exact
        and all((int(part.image_dhash, 16) ^ seen).bit_count() > _ALIKE for seen in hashes)
    ]
