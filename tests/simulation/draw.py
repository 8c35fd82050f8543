"""A script from a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.simulation.mail import KINDS
from tests.simulation.script import (
    CALM,
    Between,
    Document,
    Host,
    Jump,
    Listing,
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
    script = Script(
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
    return _more(script, Random(f"more {seed}"), quiet)


def _more(script: Script, chance: Random, quiet: float) -> Script:
    """What the world has besides; drawn apart, so that a seed stays the story that it was."""
    hosts = tuple(
        replace(host, clock=chance.uniform(-40.0, 40.0)) if chance.random() < 0.05 else host
        for host in script.hosts
    )
    jumps = tuple(_jumps(chance, script, quiet)) if chance.random() < 0.15 else ()
    more = tuple(_more_troubles(chance, script))
    if chance.random() < 0.25:
        hosts = (*hosts, _board(chance, quiet))
    between = script.between
    if chance.random() < 0.12:
        night = chance.randrange(script.nights - CALM)
        between = (*between, Between(night, "merge", chance.uniform(-1.0, 1.0)))
    found = replace(
        script, hosts=hosts, jumps=jumps, troubles=script.troubles + more, between=between
    )
    return _later(found, Random(f"later {script.seed}"), quiet)


def _later(script: Script, chance: Random, quiet: float) -> Script:
    """The same once more: an archive that answers late, or breaks off; readers who are away for longer than
    a notice waits."""
    archive, readers = script.archive, script.readers
    if chance.random() < 0.2:
        archive = _weather(chance, quiet, ("late", "late", "half"), 1.0)
    if chance.random() < 0.06:
        begin = chance.uniform(0.0, quiet)
        readers = (Weather(begin, begin + chance.uniform(100.0, 160.0), "down"),)
    mail = None
    if chance.random() < 0.2:
        mail = _weather(chance, script.nights * script.step, KINDS, 0.6)
        if chance.random() < 0.3:
            begin = chance.uniform(0.0, quiet)
            away = chance.uniform(24.0, 110.0)
            mail = (Weather(begin, begin + away, chance.choice(("refused", "later", "breaks"))),)
    return replace(script, archive=archive, readers=readers, mail=mail)


def _board(chance: Random, quiet: float) -> Host:
    """A results board that gains an entry, loses one, and leads elsewhere by another, or does not."""
    paths = [f"/documentos/2019/minuta-{number}.html" for number in range(7)]
    listings = [Listing(f"Minuta {number}", paths[number]) for number in range(3)]
    when = sorted(chance.uniform(0.0, quiet) for _ in range(3))
    if chance.random() < 0.5:
        listings.append(Listing("Acta nueva", paths[3], when[0]))
    if chance.random() < 0.5:
        listings.append(Listing("Acta retirada", paths[4], 0.0, when[1]))
    if chance.random() < 0.5:
        listings.append(Listing("Informe anual", paths[5], 0.0, when[2]))
        listings.append(Listing("Informe anual", paths[6], when[2]))
    kinds = ("down", "refused", "busy")
    return Host(
        name="tablero.example",
        address="93.184.216.150",
        documents=tuple(Document(one.path, (Phase(0.0, Mode.HERE),)) for one in listings),
        weather=_weather(chance, quiet, kinds, 0.4),
        board=tuple(listings),
    )


def _more_troubles(chance: Random, script: Script) -> list[Trouble]:
    found = []
    for night in range(script.nights - CALM):
        if chance.random() < 0.25:
            kind, on = chance.choice(
                (
                    ("outage", "request"),
                    ("outage", "answer"),
                    ("hang", ""),
                    ("others", "answer"),
                    ("others", "commit"),
                    ("power", "sync"),
                )
            )
            attempt = 1 + sum(one.night == night for one in script.troubles)
            size = chance.randint(20, 4_000)
            found.append(Trouble(night, attempt, kind, chance.random(), size, on))
    return found


def _jumps(chance: Random, script: Script, quiet: float) -> list[Jump]:
    """The clock is set, often within a night, and set right before the calm nights."""
    begin = chance.uniform(0.0, quiet * 0.8)
    if chance.random() < 0.6:
        begin = _night(script, begin) + chance.uniform(-0.02, 0.1)
    by = chance.choice(
        (365 * 24, 31 * 24, 26, 3, 1, -1, -25, -3 * 24, -400 * 24, -1 / 3600, 1 / 3600)
    )
    end = chance.uniform(begin, min(quiet, begin + 30.0)) if abs(by) >= 1 else begin + 0.01
    return [Jump(begin, by), Jump(end, -by)]


def _night(script: Script, hour: float) -> float:
    """When the next night begins, in hours since the story began."""
    then = (script.start + timedelta(hours=hour)).astimezone(ZoneInfo(script.zone))
    night = then.replace(hour=1, minute=30, second=0) + timedelta(
        days=(then.hour, then.minute) > (1, 30)
    )
    return (night - script.start) / timedelta(hours=1)


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
