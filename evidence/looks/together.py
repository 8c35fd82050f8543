"""What observers were shown, beside what we were: their statements read by our own rules.

Every answer that a statement brings is examined as a look of ours would be, against the same baseline, so
what counts as a loss or an alteration is the same for all. Texts are compared side by side, all looks of
one side with all of the other (:mod:`evidence.changes.likeness`). Reads the WARC, and asks nothing of the
network or of the database.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.changes.beside import pieces
from evidence.changes.likeness import Likeness, likeness
from evidence.custody import statements
from evidence.custody.warc import http
from evidence.looks.contents import content_of, stored_content
from evidence.looks.examine import examine
from evidence.looks.observed import US, Observed
from evidence.verdicts.model import Failure, Hop, Judgement, Observation, Sighting
from evidence.verdicts.standing import GOOD
from evidence.vocabulary import Cause, Manner, Shows, Stage, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from evidence.content import Content
    from evidence.custody.statements import Sight, Statement
    from evidence.looks.finding import Finding
    from evidence.looks.observed import Against
    from evidence.store import records
    from evidence.verdicts.model import Look

_IN_OUR_LANGUAGE = frozenset(Manner) - {Manner.LANGUAGE}
"""What is shown to a reader of another language may well be a translation."""
_SHOWS = {Likeness.SAME: Shows.SAME, Likeness.UNSURE: Shows.UNSURE, Likeness.OTHER: Shows.OTHER}


@dataclass(frozen=True, slots=True)
class _Seen:
    """One look, by our rules."""

    manner: Manner
    judgement: Judgement
    status: int | None
    content: Content | None
    """the document that it was shown; None where there was none, or its answer is too long"""
    digests: frozenset[str] = frozenset()
    """of the payload, the text and the main text"""
    hunks: frozenset[str] = frozenset()
    """what was taken out and put in against the baseline"""

    @property
    def is_good(self) -> bool:
        """Whether it was shown a document."""
        return self.judgement.verdict in GOOD


class Together:
    """Our look, and how those of observers are read beside it."""

    def __init__(
        self, observed: Observed, against: Against, finding: Finding, folder: Path, max_body: int
    ) -> None:
        """``finding`` is our look examined alone, with what a browser of ours was shown, if one was."""
        self._observed = observed
        self._against = against
        self._finding = finding
        self._folder = folder
        self._max_body = max_body

    def observations(self, rows: Sequence[records.Observation]) -> tuple[Observation, ...]:
        """What each observer says, in the order of ``rows``. Raises RecordError when a stored capture
        is damaged."""
        ours = [self._first(), *self._second()]
        for row in rows:
            if row.observer == US and row.statement is not None:
                ours += self._seen(row)
        return tuple(self._observation(row, ours) for row in rows if row.observer != US)

    def _first(self) -> _Seen:
        look, message = self._finding.look, self._observed.message
        content = look.content
        if content is None and message is not None:
            stored = self._against.latest if message.status == 304 else None
            content = (
                stored_content(self._folder, stored, self._max_body)
                if stored
                else content_of(message, self._observed.final_url, self._max_body)
            )
        return _Seen(
            Manner.PROGRAM,
            self._finding.judgement,
            look.status,
            content,
            _digests(look, content),
            _hunks(look),
        )

    def _second(self) -> Iterable[_Seen]:
        second = self._finding.second
        if second is not None:
            yield self._examined(Manner.BROWSER, second.observed)

    def _seen(self, row: records.Observation) -> list[_Seen]:
        assert row.statement is not None
        statement = statements.read(row.statement)
        return [self._of(sight, statement, row.observer) for sight in statement.sights]

    def _of(self, sight: Sight, statement: Statement, observer: str) -> _Seen:
        """A look of an observer; by its own word where the answer is too long to go along."""
        told = frozenset({sight.payload_sha256, sight.text_sha256, sight.main_sha256} - {""})
        if sight.failure is None and not sight.answer:
            cause = Cause.INCOMPARABLE
            with suppress(ValueError):  # a newer version may know more
                cause = Cause(sight.cause)
            return _Seen(sight.manner, Judgement(cause, ()), sight.status, None, told)
        block = statement.answers.get(sight.answer)
        failure = _failure(sight)
        message = None
        if failure is None and block is not None:
            try:
                message = http.parse(block)
            except http.MessageError as problem:
                failure = Failure(Stage.HTTP, "no-http", str(problem))
        observed = Observed(
            url=self._observed.url,
            at=clock.parse(sight.at),
            final_url=sight.final_url,
            hops=tuple(Hop(url, status) for url, status in sight.hops),
            failure=failure,
            tls_problem=sight.tls_problem,
            message=message,
            truncated=sight.truncated,
            conditional=False,
            observer=observer,
        )
        return self._examined(sight.manner, observed)

    def _examined(self, manner: Manner, observed: Observed) -> _Seen:
        against = replace(self._against, latest=None, unread="")
        found = examine(observed, against, self._folder, self._max_body)
        content, message = found.look.content, observed.message
        if content is None and message is not None:  # it is the baseline, byte for byte
            content = content_of(message, observed.final_url, self._max_body)
        digests = _digests(found.look, content)
        hunks = _hunks(found.look)
        return _Seen(manner, found.judgement, found.look.status, content, digests, hunks)

    def _observation(self, row: records.Observation, ours: list[_Seen]) -> Observation:
        said = Observation(
            row.observer,
            row.country or "",
            row.network or "",
            row.is_elsewhere,
            row.is_abroad,
            row.problem,
        )
        if row.statement is None:
            return said
        seen = self._seen(row)
        shown = _shown(ours, seen)
        return replace(
            said,
            sightings=tuple(
                Sighting(one.manner, shows, one.judgement, one.status)
                for one, shows in zip(seen, shown, strict=True)
            ),
        )


def _failure(sight: Sight) -> Failure | None:
    if sight.failure is None:
        return None
    stage, kind, detail = sight.failure
    try:
        return Failure(Stage(stage), kind, detail)
    except ValueError:  # a newer version may know more
        return Failure(Stage.INTERNAL, kind, detail)


def _hunks(look: Look) -> frozenset[str]:
    return frozenset(look.change.hunks) if look.change is not None else frozenset()


def _digests(look: Look, content: Content | None) -> frozenset[str]:
    """What a look is known by to have shown the same as another. Where it told something otherwise in the
    same words, the words alone don't say it."""
    told = {look.payload_sha256 or ""}
    if content is not None and content.comparable:
        beside = look.change.beside if look.change is not None else ()
        more = "".join(f" {hunk}" for hunk in pieces(beside))
        told |= {content.text_sha256 + more, content.main_sha256 + more}
    return frozenset(told - {""})


def _shown(ours: list[_Seen], theirs: list[_Seen]) -> list[Shows]:
    """What each of their looks was shown, beside ours."""
    first = ours[0]
    texts = _texts(ours, theirs) if first.is_good else {}
    return [texts.get(id(one)) or _alone(first, one) for one in theirs]


def _alone(first: _Seen, one: _Seen) -> Shows:
    """What a look shows by its verdict alone."""
    verdict = one.judgement.verdict
    if verdict.is_unseen:
        return Shows.UNSEEN
    if first.is_good:
        return Shows.SAME if one.is_good else Shows.NONE
    if (
        one.is_good
    ):  # a page of somebody else's in its place, such as a network's own, is not the document
        return Shows.UNSURE if one.judgement.cause is Cause.REPLACED else Shows.OTHER
    return Shows.SAME if first.judgement.verdict is Verdict.MISSING else Shows.UNSEEN


def _texts(ours: list[_Seen], theirs: list[_Seen]) -> dict[int, Shows]:
    """What those of their looks show that were shown a document in our language, by the id of each.

    First side against side; where these are shown the same, program against browser.
    """
    good = [one for one in theirs if one.is_good and one.manner in _IN_OUR_LANGUAGE]
    mine = [one for one in ours if one.is_good]
    if not good:
        return {}
    by_side = _compared(mine, good)
    if by_side is not Shows.SAME:
        return {id(one): by_side for one in good}
    programs = [one for one in (*mine, *good) if one.manner is Manner.PROGRAM]
    browsers = [one for one in (*mine, *good) if one.manner is not Manner.PROGRAM]
    by_agent = _compared(programs, browsers) if browsers else Shows.SAME
    shown = {id(one): by_agent if one in browsers else Shows.SAME for one in good}
    same = [one for one in good if shown[id(one)] is Shows.SAME]
    if same and not _repeats(ours[0], same):
        shown.update(dict.fromkeys(map(id, same), Shows.UNSURE))
    return shown


def _repeats(first: _Seen, theirs: list[_Seen]) -> bool:
    """Whether an alteration that we were shown is what they are shown, too, at each of their looks: the
    same text, or new words that are the same. A page that is another at every look lacks for everybody
    what it showed once, and shows everybody something new."""
    if first.judgement.verdict is not Verdict.CHANGED:
        return True
    if all(first.digests & one.digests for one in theirs):
        return len(theirs) > 1
    shared = first.hunks.intersection(*(one.hunks for one in theirs))
    return len(theirs) > 1 and any(_puts_words(hunk) for hunk in shared)


def _puts_words(hunk: str) -> bool:
    """Whether a piece of a change (:mod:`evidence.changes.hunks`) tells words that stand there now, and
    more of them than a number."""
    return not hunk.startswith("#") and bool(hunk.partition(">")[2])


def _compared(ours: list[_Seen], theirs: list[_Seen]) -> Shows:
    """Whether two groups of looks were shown the same; by their digests where a text is not there."""
    if any(one.digests & other.digests for one in ours for other in theirs):
        return Shows.SAME
    mine = [one.content for one in ours if one.content is not None]
    other = [one.content for one in theirs if one.content is not None]
    if not mine or not other:
        return Shows.UNSURE
    return _SHOWS[likeness(mine, other)]
