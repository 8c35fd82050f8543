"""What is wrong with the observers of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.config import secrets
from evidence.store import observations
from schedules.health import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.config import Config, Observer
    from evidence.store import Store


def signs(store: Store, config: Config) -> Iterator[Sign]:
    """One for each observer that the configuration names: whether its token is here, and whether it spoke
    when it was asked last."""
    for one in config.observer:
        yield _sign(store, one)


def _sign(store: Store, one: Observer) -> Sign:
    try:
        if one.token:
            secrets.read(one.token)
    except secrets.SecretError as error:
        return Sign("observer", good=False, says=f"{one.name}: {error}")
    last = observations.last_of(store, one.name)
    if last is None:
        says = f"{one.name}: never asked yet; testigo check URL --observers asks now"
        return Sign("observer", good=True, says=says)
    at = f"{last.asked_at[:16]}Z"
    if last.problem is None:
        return Sign("observer", good=True, says=f"{one.name}: answered at {at}")
    return Sign("observer", good=False, says=f"{one.name}: silent at {at} ({last.problem})")
