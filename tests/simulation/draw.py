"""A script from a number."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from tests.simulation.script import (
    CALM,
    Between,
    Document,
    Host,
    Mode,
    Phase,
    Script,
    Trouble,
    Weather,
)

STARTS = (
    datetime(2026, 10, 29, 17, tzinfo=UTC),  # New York sets its clocks back on November 1
    datetime(2027, 3, 12, 17, tzinfo=UTC),  # and ahead on March 14
    datetime(2028, 2, 26, 17, tzinfo=UTC),  # February has a 29th
    datetime(2026, 12, 28, 17, tzinfo=UTC),
    datetime(2026, 6, 3, 17, tzinfo=UTC),
)
ZONES = ("America/New_York", "America/Mexico_City", "Europe/Madrid", "UTC")
_DRESSES = ("plain", "plain", "gzip", "chunked", "closing", "dripping")
_PASSING = (
    Mode.NOT_FOUND, Mode.ERROR, Mode.BUSY, Mode.GARBAGE, Mode.STALL, Mode.CUT, Mode.RESET,
    Mode.FORBIDDEN, Mode.SOFT, Mode.ENDLESS,
)  # fmt: skip
_ON = ("", "", "write", "sync", "sync", "rename", "commit", "commit")
"""Steps before which troubles come: those that matter for what is kept come more often than they happen."""
_LOSSES = (Mode.NOT_FOUND, Mode.NOT_FOUND, Mode.GONE, Mode.SOFT)


def draw(seed: int) -> Script:
    """The script of a seed: always the same."""
    chance = Random(f"script {seed}")
    nightly = chance.random() < 0.75
    nights = chance.randint(1, 3) + CALM
    step = 24.0 if nightly else 84.0
    quiet = (nights - CALM) * step
    """hours after which no host and no machine has passing trouble"""
    hosts = tuple(_host(chance, number, step, quiet) for number in range(chance.randint(2, 4)))
    return Script(
        seed=seed,
        start=chance.choice(STARTS),
        zone=chance.choice(ZONES),
        nightly=nightly,
        nights=nights,
        hosts=hosts,
        troubles=tuple(_troubles(chance, nights - CALM)),
        between=tuple(_between(chance, nights - CALM)),
        archive=_weather(chance, quiet, ("down", "garbage", "silent", "busy"), 0.5),
        readers=_weather(chance, nights * step, ("down", "refused", "silent", "deaf"), 0.4),
    )


def _host(chance: Random, number: int, step: float, quiet: float) -> Host:
    documents = tuple(
        _document(chance, number, one, step, quiet) for one in range(chance.randint(1, 3))
    )
    modes = {phase.mode for document in documents for phase in document.phases}
    kinds = ("down", "refused", "unreachable", "no-answer", "busy")
    return Host(
        name=f"dependencia{number}.example",
        address=f"93.184.216.{number + 10}",
        documents=documents,
        weather=_weather(chance, quiet, kinds, 0.2),
        died=chance.uniform(0.3, 1.0) * quiet if chance.random() < 0.08 else None,
        robots=chance.choice(("none", "none", "open", "odd")),
        is_soft=Mode.SOFT in modes,
    )


def _document(chance: Random, host: int, number: int, step: float, quiet: float) -> Document:
    return Document(
        path=f"/documentos/2019/acta-{host}-{number}.html",
        phases=(Phase(0.0, Mode.HERE), *_phases(chance, step, quiet)),
        dress=chance.choice(_DRESSES),
        validators=chance.random() < 0.3,
        archived=chance.random() < 0.3,
    )


def _phases(chance: Random, step: float, quiet: float) -> tuple[Phase, ...]:
    kind = chance.choices(
        ("stays", "dies", "passing", "flaps", "moves", "changes", "returns", "lies", "inwards"),
        (30, 22, 14, 9, 5, 9, 5, 3, 3),
    )[0]
    when = chance.uniform(0.2, 1.0) * quiet
    if kind == "dies":
        return (Phase(when, chance.choice(_LOSSES)),)
    if kind == "passing":
        end = min(quiet, when + chance.uniform(0.3, 1.2) * step)
        return (Phase(when, chance.choice(_PASSING)), Phase(end, Mode.HERE))
    if kind == "flaps":
        hours = sorted(chance.uniform(0.0, quiet) for _ in range(4))
        turns = tuple(Phase(hour, chance.choice((Mode.HERE, *_PASSING))) for hour in hours)
        return (*turns, Phase(quiet, Mode.HERE))
    if kind == "moves":
        return (Phase(when, Mode.MOVED),)
    if kind == "changes":
        return (Phase(when, Mode.HERE, 1),)
    if kind == "returns":
        return (Phase(when, chance.choice(_LOSSES)), Phase(when + 5.5 * step, Mode.HERE))
    if kind == "lies":
        return (Phase(when, Mode.LIES),)
    if kind == "inwards":
        return (Phase(when, Mode.INWARDS),)
    return ()


def _weather(
    chance: Random, quiet: float, kinds: tuple[str, ...], share: float
) -> tuple[Weather, ...]:
    if chance.random() > share:
        return ()
    begin = chance.uniform(0.0, quiet)
    return (Weather(begin, min(quiet, begin + chance.uniform(2.0, quiet)), chance.choice(kinds)),)


def _troubles(chance: Random, nights: int) -> list[Trouble]:
    """What goes wrong with the machine; none in two seeds of five."""
    found = []
    for night in range(nights):
        attempt = 1
        while attempt < 4 and chance.random() < 0.4:
            kind = chance.choices(
                ("kill", "power", "full", "sync", "stop", "offline"), (8, 5, 4, 2, 3, 2)
            )[0]
            size, on = chance.randint(0, 60_000), chance.choice(_ON)
            found.append(Trouble(night, attempt, kind, chance.random(), size, on))
            attempt += 1
    return found


def _between(chance: Random, nights: int) -> list[Between]:
    kinds = ("second-service", "service-killed")
    return [
        Between(night, chance.choice(kinds), chance.uniform(-1.0, 1.0))
        for night in range(nights)
        if chance.random() < 0.3
    ]
