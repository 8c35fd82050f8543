"""What looks of several organisations are worth beside each other, once their folders are merged.

A look counts as good because it showed what was cited, and it knows that from what it was compared
with. A first look of another organisation was compared with nothing: made after an edit, it found
the edited text and called it good. So a look that was compared with nothing, or with something that
was captured after the text was known already, counts by the text that it showed: it saw what the
baseline shows, or what another look was judged for. One look of every other text is judged against
the joint baseline (:mod:`evidence.looks.together`); where that can't be, the looks at it do not
count, and the next look of our own compares what stands there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.addresses import same_place
from evidence.store import due, looks
from evidence.verdicts.standing import GOOD
from evidence.views import page_of
from evidence.vocabulary import VERDICT_OF, Cause, Fidelity, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from evidence.store import Store
    from evidence.store.due import KnownCapture
    from evidence.store.looks import SeenLook

MOST = 20
"""Looks at one URL that are judged again in one merge: each costs about ten milliseconds, and what a
standing says is told by the last few."""

_OWN = frozenset({Fidelity.EXACT, Fidelity.BROWSER})
"""Of what we captured ourselves, by our own requests or in a browser."""
_Sight = tuple[str, bool]
"""What was shown (a digest), and whether at another address than the baseline's."""


def joint_baseline(
    store: Store, url_id: str, ours: str | None, theirs: str | None
) -> KnownCapture | None:
    """The capture that looks at a URL are compared with from now on, of two folders' own (their ids).

    What a person accepted last; else what was there when the page was cited; else what was seen
    first.
    """
    accepted = looks.last_accepted(store, url_id)
    if accepted is not None:
        return due.capture(store, accepted)
    known = [one for name in {ours, theirs} if (one := due.capture(store, name))]
    return min(known, key=lambda one: (not _as_cited(one), one.captured_at, one.id), default=None)


def counted(seen: Sequence[SeenLook], baseline: KnownCapture | None) -> list[SeenLook]:
    """The looks, oldest first, that count against ``baseline``; one that showed a text which
    another look was judged for has that look's cause."""
    seen = _once(seen, baseline)
    if baseline is None:
        return seen
    sound, judged = _judged(seen, baseline)
    told = (look if look in sound else _by_text(look, baseline, judged) for look in seen)
    return [look for look in told if look is not None]


def uncompared(seen: Sequence[SeenLook], baseline: KnownCapture) -> list[SeenLook]:
    """The newest looks of which nobody can say what they showed against ``baseline``, oldest first:
    one for each thing that was shown."""
    seen = _once(seen, baseline)
    sound, judged = _judged(seen, baseline)
    wanted: dict[_Sight, SeenLook] = {}
    for look in seen:
        known = look in sound or _as_known(look, baseline, judged) is not None
        if not known and look.capture_id is not None:
            wanted.setdefault(_there(_stands_for(look), look, baseline), look)
    return list(wanted.values())[-MOST:]


def _once(seen: Sequence[SeenLook], baseline: KnownCapture | None) -> list[SeenLook]:
    """Of a look that several folders judged again, the judgement against ``baseline``."""
    chosen: dict[str, SeenLook] = {}
    for look in seen:
        other = chosen.get(look.root)
        if other is None or _fits(look, baseline) > _fits(other, baseline):
            chosen[look.root] = look
    return list(chosen.values())


def _fits(look: SeenLook, baseline: KnownCapture | None) -> tuple[bool, str]:
    return baseline is not None and look.baseline_id == baseline.id, look.id


def _judged(
    seen: Sequence[SeenLook], baseline: KnownCapture
) -> tuple[Collection[SeenLook], dict[_Sight, SeenLook]]:
    """The looks that say by themselves how the document stands, and what they showed."""
    first = _first_seen(seen, baseline)
    sound = {look: None for look in seen if _is_comparable(look, baseline, first)}
    # of a page that flips between texts the same text is a change at first, and none later
    told = (look for look in sound if _shows(look) and look.cause is not Cause.BOILERPLATE)
    return sound.keys(), {
        _there(shown, look, baseline): look for look in told if (shown := _shown(look))
    }


def _there(shown: str, look: SeenLook, baseline: KnownCapture) -> _Sight:
    return shown, _is_elsewhere(look, baseline)


def _is_elsewhere(look: SeenLook, baseline: KnownCapture) -> bool:
    """Whether a look ended at another address than ``baseline`` has: what is the same there has moved."""
    return look.place is not None and not same_place(page_of(look.place), page_of(baseline.url))


def _shown(look: SeenLook) -> str:
    """What a look was shown: its text, else its bytes."""
    return look.text_sha256 or look.payload_sha256 or ""


def _stands_for(look: SeenLook) -> str:
    """What a look was shown, noise aside: where it found its own baseline unaltered, that."""
    unaltered = _shows(look) and VERDICT_OF[look.cause] is not Verdict.CHANGED
    return (look.baseline_text if unaltered else None) or _shown(look)


def _first_seen(seen: Sequence[SeenLook], baseline: KnownCapture) -> str:
    """When what looks were compared with was first captured; without that, the first good look."""
    accepted = {look.capture_id for look in seen if look.source == "acceptance"}
    bases = {
        look.baseline_at
        for look in seen
        if look.baseline_at and look.baseline_id not in accepted and look.baseline_fidelity in _OWN
    }
    if not _as_cited(baseline) and baseline.id not in accepted:
        bases.add(baseline.captured_at)
    firsts = (look.at for look in seen if look.is_check and _shows(look))
    return min(bases or firsts, default="")


def _is_comparable(look: SeenLook, baseline: KnownCapture, first: str) -> bool:
    """Whether a look says by itself how the document stands."""
    if not look.is_check or not _shows(look) or look.baseline_id == baseline.id:
        return True
    if look.baseline_at is None:
        return look.at <= first
    if look.baseline_fidelity is Fidelity.RECONSTRUCTED or look.baseline_accepted:
        return True
    if look.baseline_place is not None and not same_place(look.baseline_place, baseline.url):
        return False
    same = look.baseline_text is not None and look.baseline_text == baseline.text_sha256
    return same or look.baseline_payload == baseline.payload_sha256 or look.baseline_at <= first


def _by_text(
    look: SeenLook, baseline: KnownCapture, judged: dict[_Sight, SeenLook]
) -> SeenLook | None:
    """A look that was compared with something else, by what it showed; None where nobody can
    say."""
    known = _as_known(look, baseline, judged)
    if known is not None:
        return known
    # whatever it was compared with, it saw the text become another one; which one, against the
    # baseline, nobody can say
    look = replace(look, hunks_json=None)
    return look if VERDICT_OF[look.cause] is Verdict.CHANGED else None


def _as_known(
    look: SeenLook, baseline: KnownCapture, judged: dict[_Sight, SeenLook]
) -> SeenLook | None:
    """A look with the cause of what it showed: the baseline, or what another look was judged for."""
    cause = _is_as(look, baseline)
    if cause is not None:
        return replace(look, cause=cause, hunks_json=None)
    sights = (_there(shown, look, baseline) for shown in (_shown(look), _stands_for(look)))
    alike = next((judged[sight] for sight in sights if sight in judged), None)
    if alike is None:
        return None
    return replace(look, cause=alike.cause, at_most=alike.at_most, hunks_json=alike.hunks_json)


def _is_as(look: SeenLook, baseline: KnownCapture) -> Cause | None:
    """The cause of a look that was shown what ``baseline`` shows."""
    same_bytes = look.payload_sha256 is not None and look.payload_sha256 == baseline.payload_sha256
    text = baseline.text_sha256
    if not same_bytes and (text is None or text not in (look.text_sha256, _stands_for(look))):
        return None
    if _is_elsewhere(look, baseline):
        return Cause.REDIRECT
    return Cause.IDENTICAL if same_bytes else Cause.COSMETIC


def _shows(look: SeenLook) -> bool:
    return VERDICT_OF[look.cause] in GOOD


def _as_cited(capture: KnownCapture) -> bool:
    return capture.fidelity is Fidelity.RECONSTRUCTED
