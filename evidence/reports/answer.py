"""The answer about one URL: schema 1 of ``check --format json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.verdicts.model import Reason
from evidence.verdicts.wording import explain
from evidence.vocabulary import JobState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.bilingual import Language
    from evidence.store.database import Row
    from evidence.store.outbox import Unsaved

SCHEMA = 1


def answer(
    url: str,
    check: Row,
    standing: Row | None,
    language: Language = "en",
    unsaved: Sequence[Unsaved] = (),
) -> dict[str, Any]:
    """One check (see :func:`evidence.store.views.check`) as the JSON object that the schema
    describes.

    ``standing`` is what all checks of the URL add up to; without it the certainty is null.
    ``unsaved`` are saves that have no memento yet, or never will (see
    :func:`evidence.store.outbox.unsaved`).
    """
    return {
        "schema": SCHEMA,
        "url": url,
        "final_url": check["final_url"],
        "verdict": check["verdict"],
        "cause": check["cause"],
        "certainty": standing["certainty"] if standing else None,
        "reasons": reasons(check, language),
        "http": {
            "status": check["status"],
            "reason": check["reason"],
            "media_type": check["media_type"],
            "redirects": check["redirects"] or [],
            "error": check["failure"],
        },
        "capture": capture(check["capture"]),
        "baseline": baseline(check["baseline"]),
        "change": change(check["change"]),
        "quote": None,
        "mementos": [
            *check["mementos"],
            *(
                {"archive": save.archive, "url": None, "captured_at": None, "state": _unsaved(save)}
                for save in unsaved
            ),
        ],
        "checked_at": check["checked_at"],
    }


def _unsaved(save: Unsaved) -> str:
    """How far a save came; a refusal has a word of its own, because a memento that shows something
    else is called refused, too."""
    return "save-refused" if save.state is JobState.REFUSED else save.state


def reasons(check: Row, language: Language) -> list[dict[str, Any]]:
    """The reasons of a check with their words."""
    return [
        {**reason, "text": explain(Reason(reason["rule"], reason["facts"]), language)}
        for reason in check["reasons"]
    ]


def capture(row: Row | None) -> dict[str, Any] | None:
    """Where the bytes lie and what proves them."""
    if row is None:
        return None
    return {
        "id": row["id"],
        "warc": row["warc"],
        "offset": row["offset"],
        "length": row["length"],
        "payload_sha256": row["payload_sha256"],
        "fidelity": row["fidelity"],
    }


def baseline(row: Row | None) -> dict[str, Any]:
    """What the check was compared with."""
    if row is None:
        return {"kind": "none", "captured_at": None, "memento": None}
    memento = row["memento_url"]
    kind = "as-cited" if memento else "first-good"
    return {"kind": kind, "captured_at": row["captured_at"], "memento": memento}


def change(row: Row | None) -> dict[str, Any] | None:
    """What changed against the baseline."""
    if row is None:
        return None
    return {
        "kind": row["kind"],
        "significance": row["significance"],
        "words_removed": row["words_removed"],
        "words_added": row["words_added"],
        "flags": row["flags"] or [],
    }
