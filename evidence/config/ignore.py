"""``[[ignore]]``: addresses that are left out on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.config.build import build, listed
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ignore:
    """Addresses that are left out on purpose: nights don't look at them, and reports say so."""

    pattern: str
    """An address with ``*`` for anything; without a scheme, of any: ``www.example.org/blog/*``"""
    reason: str
    """Why, as reports show it."""
    until: str = ""
    """The last day on which it is left out, as ``2027-01-31``; left out itself, for good."""


def ignore(path: Path, given: object) -> tuple[Ignore, ...]:
    """The tables; raises ConfigError."""
    return tuple(_one(path, *one) for one in listed(path, "ignore", given))


def _one(path: Path, where: str, entry: object) -> Ignore:
    one: Ignore = build(path, where, entry, Ignore)
    if not one.pattern.strip("*/: "):
        raise ConfigError(
            path,
            Words(
                "{where}: pattern is an address with * for anything, and not all addresses",
                "{where}: pattern debe ser una dirección, con * en lugar de cualquier cosa, "
                "y no abarcar todas",
            ),
            where=where,
        )
    if not one.reason.strip():
        raise ConfigError(
            path,
            Words(
                "{where}: reason is missing: say why; reports show it",
                "{where}: falta reason, el motivo; los informes lo muestran",
            ),
            where=where,
        )
    try:
        date.fromisoformat(one.until or "2000-01-01")
    except ValueError as error:
        raise ConfigError(
            path,
            Words(
                "{where}: until is a date such as 2027-01-31, not {until!r}",
                "{where}: until debe ser una fecha como 2027-01-31, no {until!r}",
            ),
            where=where,
            until=one.until,
        ) from error
    return one
