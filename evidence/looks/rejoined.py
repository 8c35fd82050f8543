"""The standing of a URL that two folders looked at, as if one folder had made all looks under one
baseline: what nobody has compared with that baseline is judged against it."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.alternation import alternates
from evidence.errors import RecordError
from evidence.looks.joint import MOST, counted, joint_baseline, uncompared
from evidence.looks.rebase import rebase
from evidence.looks.settle import settled_by
from evidence.looks.stored import Looks
from evidence.store import checks, due, looks, runs
from evidence.verdicts import RULES_VERSION
from evidence.verdicts.standing import GOOD
from evidence.version import VERSION
from evidence.vocabulary import VERDICT_OF, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from evidence.looks.rebase import Rebased
    from evidence.store import Store
    from evidence.store.due import KnownCapture
    from evidence.store.looks import SeenLook
    from evidence.store.records import Run, Standing
    from evidence.verdicts.series import Rules

    _Step = Callable[[Store, Sequence[SeenLook], KnownCapture], Iterator[Rebased]]

log = logging.getLogger(__name__)


class Rejoined:
    """Settles the URLs of one merge."""

    def __init__(self, folder: Path, rules: Rules, max_body: int) -> None:
        self._folder = folder
        self._rules = rules
        self._max_body = max_body
        self._runs: list[Run] = []
        """a run has one check of a URL, so the second look of one URL goes into the second run"""

    def __call__(self, store: Store, url_id: str, theirs: str | None) -> Standing | None:
        """The standing by the looks of both; ``theirs`` is what the other folder compared with (the
        id of a capture). Raises StoreError."""
        ours = looks.standing(store, url_id)
        if ours is None:
            return None
        baseline = joint_baseline(store, url_id, ours.baseline_id, theirs)
        seen = looks.all_of(store, url_id)
        if baseline is not None:
            seen = self._judged_all(store, url_id, seen, baseline)
        ours = replace(ours, baseline_id=baseline.id if baseline else None)
        return settled_by(ours, seen, baseline, self._rules)

    def _judged_all(
        self, store: Store, url_id: str, seen: list[SeenLook], baseline: KnownCapture
    ) -> list[SeenLook]:
        """All looks at a URL (``seen``), once what can be judged of them against ``baseline`` is."""
        kept = self._judge(store, seen, baseline, self._compared, 0)
        if kept:
            seen = looks.all_of(store, url_id)
        flips = self._judge(store, seen, baseline, self._flipping, kept)
        if flips > kept:  # a look that told of others turned out to be one of a page that flips
            seen = looks.all_of(store, url_id)
            if self._judge(store, seen, baseline, self._compared, flips) > flips:
                seen = looks.all_of(store, url_id)
        return seen

    def _judge(
        self,
        store: Store,
        seen: Sequence[SeenLook],
        baseline: KnownCapture,
        step: _Step,
        place: int,
    ) -> int:
        """Keep what a step judges of looks, in the runs from ``place`` on; returns the next place."""
        for one in step(store, seen, baseline):
            self._keep(store, place, one)
            place += 1
        return place

    def _compared(
        self, store: Store, seen: Sequence[SeenLook], baseline: KnownCapture
    ) -> Iterator[Rebased]:
        """Judgements of what was shown and nobody has compared with ``baseline``."""
        for look in uncompared(seen, baseline):
            yield from self._judged(store, look, baseline)

    def _flipping(
        self, store: Store, seen: Sequence[SeenLook], baseline: KnownCapture
    ) -> Iterator[Rebased]:
        """Judgements of looks that count for a change where the looks of both together show that the
        page flips between a few texts."""
        texts: list[str] = []
        found = []
        for look in counted(seen, baseline):
            if look.is_check and look.text_sha256 and VERDICT_OF[look.cause] in GOOD:
                texts.append(look.text_sha256)
                if VERDICT_OF[look.cause] is Verdict.CHANGED and alternates(texts):
                    found.append((look, tuple(texts[:-1])))
        for look, before in found[-MOST:]:
            yield from self._judged(store, look, baseline, before)

    def _judged(
        self, store: Store, look: SeenLook, baseline: KnownCapture, texts: tuple[str, ...] = ()
    ) -> Iterator[Rebased]:
        check = checks.stored(store, look.root)
        assert check is not None, "a look is a check, and one that replaces names one"
        claims = due.claims(store, check.check.url_id)
        try:
            stored = Looks(self._folder, store, self._max_body)
            made = rebase(stored, check, baseline, claims, "", texts)
        except RecordError as error:
            log.warning(
                Words(
                    "a look at {url} is not judged again: {why}",
                    "una revisión de {url} no se vuelve a juzgar: {why}",
                ).of(url=check.url, why=error)
            )
            return
        if made is not None and not (texts and made.check.cause is look.cause):
            yield made

    def _keep(self, store: Store, place: int, made: Rebased) -> None:
        if place == len(self._runs):
            self._runs.append(runs.judging(store, VERSION, RULES_VERSION))
        with store.transaction("judged-again") as transaction:
            if made.change is not None:
                transaction.add(made.change)
            transaction.add(replace(made.check, run_id=self._runs[place].id))
