"""The versions of plans: which there are, and what each says."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import StoreDamaged
from evidence.fence.typed import decode, encode
from evidence.series.chains import Version
from evidence.series.model import Plan
from evidence.store.records import SeriesVersion

if TYPE_CHECKING:
    from evidence.store.database import Store

_OF = "SELECT * FROM series_versions WHERE series = ? ORDER BY dated, added_at, id"


def names(store: Store) -> list[str]:
    """The plans that are followed, by name."""
    sql = "SELECT DISTINCT series FROM series_versions ORDER BY series"
    return [str(name) for name in store.values(sql)]


def versions(store: Store, name: str) -> list[Version]:
    """The versions of a plan by date, each text of one date once: two folders that were merged may
    both have had it. Raises StoreDamaged for one that can't be read back."""
    found: dict[tuple[str, str], Version] = {}
    for record in records(store, name):
        try:
            plan = decode(Plan, json.loads(record.plan_json))
        except (TypeError, ValueError) as error:
            raise StoreDamaged(
                store.path,
                Words(
                    "the version {location} of series {name!r} can't be read back; testigo verify says more",
                    "la versión {location} de la serie {name!r} no se puede volver a leer; testigo verify dice más",
                ),
                location=record.location,
                name=name,
            ) from error
        found.setdefault(
            (record.sha256, record.dated), Version(record.location, record.dated, plan)
        )
    return list(found.values())


def records(store: Store, name: str) -> list[SeriesVersion]:
    """The rows of a plan's versions."""
    return list(store.each(SeriesVersion, _OF, name))


def add(store: Store, name: str, version: Version, capture_id: str | None = None) -> bool:
    """Keep a version; False where it is there already: the same bytes of the same date."""
    known = {(one.sha256, one.dated) for one in records(store, name)}
    if (version.plan.sha256, version.date) in known:
        return False
    record = SeriesVersion(
        id=str(uuid.uuid4()),
        series=name,
        location=version.location,
        dated=version.date,
        sha256=version.plan.sha256,
        capture_id=capture_id,
        added_at=clock.stamp(clock.now()),
        plan_json=encode(version.plan).decode("ascii"),
    )
    detail = {"series": name, "location": version.location, "sha256": version.plan.sha256}
    with store.transaction("series-version-added", detail) as transaction:
        transaction.add(record)
    return True


def remove(store: Store, name: str, version: Version) -> None:
    """Take a version out of a plan; the log says that it was there."""
    detail = {"series": name, "location": version.location, "sha256": version.plan.sha256}
    with store.transaction("series-version-removed", detail) as transaction:
        for record in records(store, name):
            if (record.sha256, record.dated) == (version.plan.sha256, version.date):
                transaction.delete(SeriesVersion.TABLE, record.id)
