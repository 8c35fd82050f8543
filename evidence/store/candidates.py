"""Other URLs that a citation may mean, looked at beside the one that it most likely means.

A ``reading`` is another way to read what was broken in print (``…/d/ 16NU9``); it is looked at only
in a run that finds the likely reading missing, and the check then decides between the two. A
``document`` is where a viewer (Drive, Docs, Dropbox) keeps the document itself: an extra target,
never a replacement. A ``followed`` one is a document that the cited page offers
(:mod:`evidence.store.followed`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.store.database import to_json
from evidence.store.records import Candidate, Citation, Result
from evidence.viewers import document_targets
from evidence.vocabulary import CandidateKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from evidence.citations import model
    from evidence.store.database import Store, Transaction
    from evidence.vocabulary import Verdict


_CHECKED = "checked"
"""The repair of a citation whose reading looks decided."""


def put_candidates(
    transaction: Transaction,
    citation_id: str,
    citation: model.Citation,
    put_url: Callable[[str], str],
) -> None:
    """Register what ``citation`` may mean besides its URL; ``put_url`` gives the id of a URL's
    row."""
    targets = [(CandidateKind.READING, url) for url in citation.alternatives]
    targets += [(CandidateKind.DOCUMENT, url) for url in document_targets(citation.url)]
    for kind, url in targets:
        transaction.put(candidate(citation_id, put_url(url), kind))


def candidate(citation_id: str, url_id: str, kind: CandidateKind) -> Candidate:
    """The record that a citation may mean this URL, too."""
    identifier = hashlib.sha256(f"{citation_id}\0{url_id}".encode()).hexdigest()[:32]
    return Candidate(identifier, citation_id, url_id, kind)


def as_decided(
    stood: Iterable[tuple[Citation, str]], now: Sequence[model.Citation]
) -> Sequence[model.Citation]:
    """What is cited ``now``, each in the reading that looks decided for it (:func:`decide`): to read a source again
    is no reason to doubt them. ``stood`` are the citations of its last reading, each with its URL."""
    decided = {citation.raw: url for citation, url in stood if _CHECKED in citation.repairs}
    if not decided:
        return now
    return [_decided(one, decided.get(one.raw, "")) for one in now]


def _decided(one: model.Citation, url: str) -> model.Citation:
    if url not in one.alternatives:
        return one
    others = (other for other in one.alternatives if other != url)
    return replace(one, url=url, repairs=(*one.repairs, _CHECKED), alternatives=(one.url, *others))


@dataclass(frozen=True, slots=True)
class _Readings(Result):
    """Two ways to read a citation."""

    cited: str
    better: str
    better_id: str


_DECIDED = """
SELECT c.*, u.url AS cited, o.url AS better, o.id AS better_id
FROM candidates d JOIN citations c ON c.id = d.citation_id JOIN urls u ON u.id = c.url_id
JOIN urls o ON o.id = d.url_id JOIN standings s ON s.url_id = c.url_id JOIN standings t ON t.url_id = d.url_id
WHERE d.kind = 'reading' AND c.gone_since IS NULL AND d.url_id != c.url_id
  AND s.verdict = ? AND t.verdict IN (SELECT value FROM json_each(?)) ORDER BY c.rowid
"""


def decide(store: Store, missing: Verdict, good: Collection[Verdict]) -> int:
    """Where the likely reading of a citation leads nowhere (``missing``) and another one shows a
    document (``good``), take that one.

    Returns how many citations were read anew.
    """
    decided = list(store.pairs(Citation, _Readings, _DECIDED, missing, to_json(sorted(good))))
    if not decided:
        return 0
    with store.transaction("reading-decided") as transaction:
        for citation, readings in decided:
            others = [url for url in citation.alternatives if url != readings.better]
            anew = replace(
                citation,
                url_id=readings.better_id,
                repairs_json=to_json([*citation.repairs, _CHECKED]),
                alternatives_json=to_json([readings.cited, *others]),
            )
            transaction.put(anew)
            transaction.put(candidate(citation.id, citation.url_id, CandidateKind.READING))
    return len(decided)
