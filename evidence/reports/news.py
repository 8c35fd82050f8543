"""What is new since readers were last told: one item a URL, as data in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.looks import rows
from evidence.reports import answer, replacement, steps
from evidence.reports.safe import href, short
from evidence.store import notices, views
from evidence.verdicts.transition import Step, Told, transition
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.store import Store
    from evidence.store.database import Row, Transaction
    from evidence.vocabulary import Certainty

MOST_CITED = 5
"""Places that cite one URL told in an item; it says how many more there are."""
MOST_TEXT = 300
"""Characters of a claim or reason: two long sentences."""
MOST_URL = 500
"""Characters of an address that is shown; a longer one is cut and no longer a link."""


def fresh(store: Store, least: Certainty, at: datetime) -> Iterator[tuple[Row, Step | None]]:
    """Standings (rows of :func:`evidence.store.notices.tellable`) whose news readers don't have,
    what a person accepted among them with None: that is to be remembered, and no news to anyone."""
    for row in notices.tellable(store):
        told = _told(row)
        step = transition(told, rows.from_row(row), least, at)
        if (
            step is Step.RECOVERED
            and told
            and (row["accepted_at"] or "") >= clock.stamp(told.since)
        ):
            yield row, None
        elif step:
            yield row, step


def remember(act: Transaction, row: Row, at: datetime) -> None:
    """Readers know of this standing from now on."""
    act.upsert(
        "told",
        {
            "url_id": row["url_id"],
            "verdict": row["verdict"],
            "since": row["since"],
            "text_sha256": rows.from_row(row).series.text_sha256,
            "told_at": clock.stamp(at),
        },
    )


def item(store: Store, row: Row, step: Step, language: Language) -> dict[str, Any]:
    """One item of a digest; remote texts are on one line, short, and without control characters."""
    check = views.check(store, row["check_id"])
    cited = notices.citations(store, row["url_id"])
    published = next((one["published"] for one in cited if one["published"]), None)
    told = {**row, "published": published}
    instead = replacement.of(told, check, notices.copies(store, row["url_id"]))
    next_step = "tell-it-is-back" if step is Step.RECOVERED else steps.of(told, instead)
    reasons = " ".join(reason["text"] for reason in answer.reasons(check, language))
    return {
        "news": str(step),
        "url": short(row["url"], MOST_URL),
        "verdict": row["verdict"],
        "cause": row["cause"],
        "certainty": row["certainty"],
        "reason": short(reasons, MOST_TEXT),
        "since": row["since"],
        "last_good": _last_good(row, check),
        "cited": [_cited(one) for one in cited[:MOST_CITED]],
        "cited_more": max(0, len(cited) - MOST_CITED),
        "see": _see(instead),
        "next_step": {"key": next_step, "text": steps.STEPS[next_step].text(language)},
    }


def _last_good(row: Row, check: Row) -> str | None:
    """When the document was last seen as cited: of a changed one, what it is compared with."""
    found: str | None = row["last_good"]
    if row["verdict"] == Verdict.CHANGED:
        found = check["baseline"]["captured_at"] if check["baseline"] else None
    return found


def _told(row: Row) -> Told | None:
    if row["told_verdict"] is None:
        return None
    since, at = clock.parse(row["told_since"]), clock.parse(row["told_at"])
    return Told(Verdict(row["told_verdict"]), since, row["told_text"], at)


def _cited(row: Row) -> dict[str, Any]:
    return {
        "source": row["source_id"],
        "title": short(row["source_title"] or "", MOST_TEXT),
        "marker": short(row["marker"], 40) if row["marker"] else None,
        "page": row["page"],
        "claim": short(row["claim"], MOST_TEXT) if row["claim"] else None,
    }


def _see(instead: dict[str, Any] | None) -> dict[str, Any] | None:
    """Where the document can be seen; what is cut or no web address can't be followed."""
    if instead is None or not href(instead["url"]) or len(instead["url"]) > MOST_URL:
        return None
    return {
        "kind": instead["kind"],
        "url": short(instead["url"], MOST_URL),
        "captured_at": instead["captured_at"],
    }
