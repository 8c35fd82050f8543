"""A stored look judged against another baseline: a copy of when the page was cited, a memento that
came late, what a person accepted."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.bilingual import Words
from evidence.changes.cited import statements
from evidence.changes.quote import quotations
from evidence.errors import RecordError
from evidence.looks.judged import change_of, judged_again
from evidence.looks.stored import Looks
from evidence.store import checks, due, mementos
from evidence.store.answers import Baseline
from evidence.verdicts.standing import GOOD

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.answers import CheckView
    from evidence.store.checks import StoredCheck
    from evidence.store.due import KnownCapture
    from evidence.store.records import Change, Check

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rebased:
    """The check that stands in place of an older one, and the change that it found."""

    check: Check
    change: Change | None


def rebase(
    looks: Looks,
    stored: StoredCheck,
    baseline: KnownCapture,
    claims: str,
    run_id: str,
    texts: tuple[str, ...] = (),
) -> Rebased | None:
    """``stored`` judged against ``baseline``; ``claims`` is what citing sources say of the page,
    ``texts`` are the digests of what looks before it were shown, where that may be news.

    None where that would say nothing new: the look saw no document. Raises RecordError when a stored
    capture is damaged.
    """
    check = stored.check
    if check.capture_id is None or check.verdict not in GOOD:
        return None
    look = looks.restore(stored)
    quoted, stated = tuple(quotations(claims)), statements(claims)
    against = replace(look.against, baseline=baseline, quoted=quoted, stated=stated, texts=texts)
    finding = looks.examine(replace(look, against=against))
    change = change_of(finding.look.change, check.url_id, baseline.id, check.capture_id)
    again = judged_again(check, finding, run_id, baseline.id)
    return Rebased(replace(again, change_id=change.id if change else None), change)


def rebased_last(
    folder: Path,
    store: Store,
    url_id: str,
    baseline: KnownCapture | None,
    run_id: str,
    max_body: int,
) -> Rebased | None:
    """The last look at a URL judged against ``baseline``; None where that would say nothing new, or
    where a damaged record does not let it be judged."""
    stored = checks.last(store, url_id)
    if stored is None or baseline is None:
        return None
    try:
        looks = Looks(folder, store, max_body)
        return rebase(looks, stored, baseline, due.claims(store, url_id), run_id)
    except RecordError as error:
        log.warning(
            Words("{url} is not judged again: {why}", "{url} no se vuelve a juzgar: {why}").of(
                url=stored.url, why=error
            )
        )
        return None


def as_cited(
    folder: EvidenceFolder, store: Store, config: Config, check: CheckView, day: date
) -> CheckView | None:
    """``check`` as it reads against the memento nearest to ``day``.

    None when no memento that shows the document and is near enough (``window_days``) is kept. This
    is an answer to one question: standings, and what nights compare with, stay as they are. Raises
    RecordError when a stored capture is damaged.
    """
    noon = clock.stamp(clock.noon(day))
    memento = mementos.nearest_kept(store, check.url_id, noon, config.archive.wayback.window_days)
    if memento is None:
        return None
    before = due.capture(store, memento.capture_id)
    stored = checks.stored(store, check.id)
    assert before is not None
    assert stored is not None
    looks = Looks(folder.path, store, config.crawl.max_body)
    claims = due.claims(store, stored.check.url_id)
    rebased = rebase(looks, stored, before, claims, stored.check.run_id)
    baseline = Baseline(before.captured_at, memento.memento_url)
    if rebased is None:  # no document was seen that could be compared
        return check.against(baseline, None, None)
    return check.against(baseline, rebased.check, rebased.change)
