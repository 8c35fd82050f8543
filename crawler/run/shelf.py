"""Findings that wait: for probes, for the parts of their document, for a browser's eyes.

What was read of them lies in memory meanwhile, as long as there is room; what has none is read again from
its record when the waiting is over.
"""

from __future__ import annotations

import weakref
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.looks.observed import Against

if TYPE_CHECKING:
    from crawler.run.journey import Journey
    from crawler.run.prober import Prober
    from crawler.run.reading import Reading
    from evidence.looks.finding import Finding
    from evidence.looks.stored import Captured
    from evidence.verdicts.model import Probe

_MOST = 64_000_000
"""Bytes of all contents that wait. A page of the usual size takes 0.1 MB, so six hundred fit in."""


class Shelf:
    """Counts what was read for as long as anybody holds it."""

    def __init__(self, reading: Reading, prober: Prober) -> None:
        self._reading = reading
        self._prober = prober
        self._held: dict[int, int] = {}
        """weights of contents, by their ``id``; they go in whatever thread lets go of one"""

    def put(self, finding: Finding) -> Finding:
        """``finding`` as it is to wait: with its contents, or without where they have no room."""
        contents = [one for one in finding.contents if id(one) not in self._held]
        weights = [one.weight for one in contents]
        if sum(self._held.copy().values()) + sum(weights) > _MOST:
            return finding.without_contents()
        for content, weight in zip(contents, weights, strict=True):
            self._held[id(content)] = weight
            weakref.finalize(content, self._held.pop, id(content), None).atexit = False
        return finding

    async def take(self, journey: Journey, finding: Finding) -> Finding:
        """``finding`` with its contents, after it has waited. Raises RecordError."""
        if not finding.is_bare:
            return finding
        near = self._near(journey, finding)
        return await self._reading.beside(journey, self._again, journey, finding, near)

    def take_now(self, journey: Journey, finding: Finding) -> Finding:
        """The same where nothing else is waited for."""
        return self._again(journey, finding, self._near(journey, finding))

    def _near(self, journey: Journey, finding: Finding) -> list[Captured]:
        """The probes that a finding may rest on, unread."""
        if journey.is_drawing:
            return self._prober.captured(finding.look.probes)
        return self._prober.near(journey.due.url)

    def _again(self, journey: Journey, finding: Finding, near: list[Captured]) -> Finding:
        """``finding`` with contents that are read again; asks the database nothing."""
        probes: tuple[Probe, ...] = ()
        if finding.look.probes:
            url = journey.due.url
            is_drawing = journey.is_drawing
            probes = self._prober.read(near) if is_drawing else self._prober.known(url, near)
        against = replace(Against.of(journey.due), probes=probes, unread=finding.unread)
        return finding.with_contents(self._reading.examine(journey, against))
