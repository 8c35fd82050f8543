"""Runs and their checks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.store.database import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from evidence.store.database import Row, Store


RESUME_WITHIN = 20 * 3600.0
"""Seconds; what a run of last night did not finish is simply due in tonight's."""


def begin(
    store: Store,
    *,
    kind: str,
    options: Row,
    tool: str,
    rules: str,
    config_sha256: str,
    collector: Row,
) -> Row:
    """Start a run, or go on with the latest one if it was cut off and asked for the same.

    The caller holds the folder, so a run that is still ``running`` in the database has no process.
    """
    last = latest(store)
    if last and last["state"] in ("running", "interrupted"):
        same = (last["kind"], last["options_json"], last["rules_version"]) == (
            kind,
            to_json(options),
            rules,
        )
        if same and age(last, clock.now()) < RESUME_WITHIN:
            return update(store, last, "run-resumed", state="running", ended_at=None, ended_by=None)
        if last["state"] == "running":
            end(store, last, "interrupted")
    row = {
        "id": str(uuid.uuid4()),
        "kind": kind,
        "state": "running",
        "started_at": clock.stamp(clock.now()),
        "ended_at": None,
        "due": 0,
        "options_json": to_json(options),
        "tool_version": tool,
        "rules_version": rules,
        "config_sha256": config_sha256,
        "collector_json": to_json(collector),
    }
    with store.transaction("run-began") as transaction:
        transaction.upsert("runs", row)
    return row


def update(store: Store, run: Row, act: str, **values: object) -> Row:
    """Change columns of a run's row; returns the new row."""
    row = {**run, **values}
    with store.transaction(act) as transaction:
        transaction.upsert("runs", row)
    return row


TIME_BUDGET = "time-budget"
"""``ended_by`` of a run that was interrupted because the night was over."""


def end(store: Store, run: Row, state: str, by: str | None = None) -> Row:
    """Close a run as ``finished``, ``interrupted`` or ``offline``; ``by`` is why it stopped early,
    if planned."""
    return update(
        store, run, f"run-{state}", state=state, ended_at=clock.stamp(clock.now()), ended_by=by
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """One finished check with all that belongs to it."""

    check: Row
    captures: list[Row]
    change: Row | None
    standing: Row


def put_checks(store: Store, done: Iterable[Checked]) -> None:
    """Finished checks, in one transaction."""
    with store.transaction("checked") as transaction:
        for one in done:
            for row in one.captures:
                transaction.insert("captures", row)
            if one.change:
                transaction.insert("changes", one.change)
            transaction.insert("checks", one.check)
            transaction.upsert("standings", one.standing)


def verdicts(store: Store, run_id: str) -> dict[str, int]:
    """How many checks of a run ended in each verdict."""
    rows = store.all(
        "SELECT verdict, COUNT(*) AS n FROM checks WHERE run_id = ? GROUP BY verdict", run_id
    )
    return {row["verdict"]: row["n"] for row in rows}


def latest(store: Store) -> Row | None:
    """The run that looked at the web last; work on archives alone is no look."""
    return store.one("SELECT * FROM runs WHERE kind != 'archive' ORDER BY started_at DESC LIMIT 1")


def latest_night(store: Store) -> Row | None:
    """The night that began last; where there is none yet, the check of single URLs that did."""
    night = store.one("SELECT * FROM runs WHERE kind = 'night' ORDER BY started_at DESC LIMIT 1")
    return night or latest(store)


def age(run: Row, now: datetime) -> float:
    """Seconds since the run began."""
    return (now - clock.parse(run["started_at"])).total_seconds()
