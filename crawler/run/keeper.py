"""Keep what a look found: WARC records first, on the disk, and only then the rows that point to
them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from crawler.run import connections, memory
from crawler.run.parts import records_of
from crawler.run.records import Recorder
from crawler.run.writer import Beside, Writer
from evidence.custody.warc import http
from evidence.looks.judged import change_of, check_of
from evidence.looks.settle import resettle
from evidence.looks.standings import record_of, standing_of
from evidence.store import captured, renderings
from evidence.store.database import to_json
from evidence.store.runs import Checked
from evidence.store.sources import known_id
from evidence.verdicts.series import Seen
from evidence.verdicts.standing import advance, at_its_address
from evidence.verdicts.wants import TWICE
from evidence.views import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.run.drawing import Drawn
    from crawler.run.drawn import Known
    from crawler.run.journey import Journey
    from evidence.custody.warc.files import WarcFiles
    from evidence.custody.warc.http import Message
    from evidence.looks.finding import Finding
    from evidence.looks.observed import Observed
    from evidence.store import Store
    from evidence.store.due import Due
    from evidence.store.records import Capture, Check, Standing
    from evidence.verdicts import series
    from evidence.verdicts.series import Rules

_LARGE = 250_000
"""Bytes of an exchange that are packed and synced in a thread."""


class Keeper:
    """Writes the checks of one run."""

    def __init__(self, store: Store, warcs: WarcFiles, run_id: str, rules: Rules) -> None:
        self._store = store
        self._warcs = warcs
        self.recorder = Recorder(warcs.write, connections.of(store, warcs.write))
        self.writer = Writer(store, warcs, self.recorder, partial(resettle, rules=rules))
        self._run = run_id
        self._rules = rules

    def is_large(self, journey: Journey) -> bool:
        """Whether writing what came takes more than a moment."""
        return any(exchange.size > _LARGE for exchange in journey.answers)

    def is_away(self, journey: Journey) -> bool:
        """Whether the bytes of a journey's last answer lie on the disk alone."""
        return bool(journey.exchanges) and self.recorder.place_of(journey.exchanges[-1]) is not None

    def observed(self, journey: Journey) -> Observed:
        """What a journey observed, its last answer read back where it :meth:`is_away`. Raises
        RecordError."""
        observed = journey.observed()
        if journey.drawn is not None:
            return observed
        place = self.recorder.place_of(journey.exchanges[-1]) if journey.exchanges else None
        if place is None or observed.message is None:
            return observed
        return replace(observed, message=http.parse(self._warcs.read(*place)))

    def begin_record(self, journey: Journey) -> None:
        """Make ready for :meth:`record`, which asks the database nothing."""
        self._warcs.open()
        for exchange in journey.answers:
            self.recorder.announce(exchange)

    def record(self, journey: Journey) -> None:
        """Write a journey's exchanges before it is kept, and put them on the disk; a thread may do it.
        Raises StoreError."""
        self.recorder.ahead(journey)
        self._warcs.sync()
        memory.give_back()

    def begin_drawn(self, page_id: str) -> Known:
        """Make ready for :meth:`draw`; returns what the last rendering of the page loaded."""
        self._warcs.open()
        self.recorder.pending += 1
        return renderings.loaded(self._store, page_id)

    def draw(self, drawn: Drawn, known: Known, *, pictures: bool) -> None:
        """Write what the browser made of a page before its rows are; a thread may do it. Raises
        StoreError."""
        drawn.write(self._warcs.write, known, pictures=pictures)
        self._warcs.sync()

    def wants_other_eyes(self, journey: Journey, finding: Finding) -> bool:
        """Whether a loss or a change would be confirmed by this look, and a browser is to see it, too."""
        if finding.judgement.verdict not in TWICE:
            return False  # nearly every look: what would become of the standing need not be known
        return finding.wants_other_eyes(*self._standings(journey, finding))

    def wants_observers(self, journey: Journey, finding: Finding) -> bool:
        """Whether observers are to say what they are shown, because of what this look makes of the
        standing."""
        return finding.wants_observers(*self._standings(journey, finding))

    def _standings(
        self, journey: Journey, finding: Finding
    ) -> tuple[series.Standing | None, series.Standing]:
        """What stands, and what a look would make of it."""
        before = standing_of(journey.due.standing) if journey.due.standing else None
        before = at_its_address(before) if before else None
        return before, advance(before, _seen(finding), self._rules)

    def let_go(self, journey: Journey) -> None:
        """A journey is not kept: what was written of it before has its rows all the same, as records without are
        what an intruder would leave."""
        captures = self.recorder.left(journey)
        if journey.drawn is not None and (drawn := journey.drawn.captures()):
            self.recorder.pending -= 1
            captures += drawn
        if captures:
            self.writer.add(Beside(partial(captured.put, captures=captures)))

    def keep(self, journey: Journey, finding: Finding, also_made: Sequence[Journey] = ()) -> Check:
        """Take in one finished journey, and those that looked once more beside it: first, where
        ``finding`` tells of it, the one with other eyes. Returns its check, which :attr:`writer` puts on
        the disk.

        Raises StoreError when a record can't be written.
        """
        if journey.drawn is not None:
            captures = journey.drawn.captures(finding)
            self.recorder.pending -= bool(captures)
        else:
            captures = self.recorder.journey(journey, finding)
        also = [self.recorder.journey(one) for one in also_made]
        if finding.second and finding.second.observed.message is not None:
            seen = replace(finding.second, capture_id=also[0][-1].id)
            finding = replace(finding, second=seen)
        beside = [capture for made in also for capture in made]
        made = _checked(self._store, self._run, journey, finding, captures, beside, self._rules)
        self.writer.add(made)
        return made.check


def _checked(
    store: Store,
    run_id: str,
    journey: Journey,
    finding: Finding,
    captures: list[Capture],
    also: list[Capture],
    rules: Rules,
) -> Checked:
    """A look as the rows that it adds; ``also`` are the captures of those made beside it."""
    due, observed = journey.due, journey.observed()
    # of a redirect that led nowhere too, which is no answer to judge
    message = observed.message if journey.drawn else journey.last_message
    last = captures[-1].id if captures else None
    baseline = due.baseline.id if due.baseline else None
    change = change_of(finding.look.change, due.url_id, baseline, last)
    speaker = finding.speaker
    check = replace(
        check_of(run_id, due.url_id, observed, finding),
        status=message.status if message else None,
        reason=message.reason if message else None,
        etag=_validator(message, "etag"),
        last_modified=_validator(message, "last-modified"),
        capture_id=last if journey.failure is None else None,
        baseline_id=baseline,
        change_id=speaker.change_id if speaker else change.id if change else None,
        # a redirect that led nowhere is evidence too, though there is no last answer to name
        captures_json=to_json([capture.id for capture in (*captures, *also)])
        if not journey.drawn and (len(captures) + len(also) > 1 or (captures and journey.failure))
        else None,
        attempts=journey.attempts if journey.attempts > 1 else None,
    )
    if finding.not_modified:  # a 304 may leave its validators out; those it confirmed still hold
        check = replace(
            check,
            etag=check.etag or due.etag,
            last_modified=check.last_modified or due.last_modified,
        )
    standing = _standing(due, finding, check, rules)
    parts = records_of(store, due, journey.wanted, check.checked_at)
    said = [replace(row, check_id=check.id) for row in finding.observed]
    return Checked(
        check,
        [*captures, *also],
        None if speaker else change,
        standing,
        parts,
        said,
        journey.drawn.rendering(check.id, known_id(store, page_of(due.url)))
        if journey.drawn
        else None,
        before=due.standing,
    )


def _validator(message: Message | None, name: str) -> str | None:
    return (message.header(name) or None) if message else None


def _standing(due: Due, finding: Finding, check: Check, rules: Rules) -> Standing:
    before = standing_of(due.standing) if due.standing else None
    baseline = due.baseline.id if due.baseline else None
    if finding.is_next_baseline:
        baseline = check.capture_id
    return record_of(advance(before, _seen(finding), rules), due.url_id, baseline, check.id, rules)


def _seen(finding: Finding) -> Seen:
    look, judgement, speaker = finding.look, finding.judgement, finding.speaker
    changed = look.change.hunks if look.change and look.change.substantial else ()
    return Seen(
        judgement.cause,
        look.at,
        look.observer,
        judgement.at_most,
        (speaker.text_sha256 if speaker else finding.text_sha256) or "",
        speaker.hunks if speaker else changed,
        judgement.at_least,
    )
