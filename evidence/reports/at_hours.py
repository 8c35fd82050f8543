"""What the looks of other days say of the hours at which a page is shown, put beside the last one when
somebody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import clock
from evidence.reports.answer import reasons
from evidence.reports.elsewhere import because
from evidence.store import looks
from evidence.verdicts.hours import by_hour

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.store.answers import CheckView


def explained(store: Store, check: CheckView) -> CheckView:
    """``check`` with what the looks at its URL say of hours; as it is where they say nothing."""
    every = looks.all_of(store, check.url_id)
    told = by_hour((clock.parse(look.at), look.cause) for look in every if look.is_check)
    return because(check, [*reasons(check), told]) if told else check
