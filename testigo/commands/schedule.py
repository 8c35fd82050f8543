"""``testigo schedule``: when nights are run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from evidence.kept import kept
from evidence.vocabulary import NightState
from testigo import declare
from testigo.app import App, common

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.bilingual import Language


_HELP = Words(
    """The schedules of testigo.toml: 'list' shows each with its last and its next night, 'next' the
    nights to come, in local time and in UTC.
    """,
    """Los horarios de testigo.toml: 'list' muestra cada uno con su última noche y la próxima, 'next' las próximas
    noches, en hora local y en UTC.
    """,
)


@declare.command("schedule", _HELP)
@declare.argument("what", type=click.Choice(["list", "next"]), default="list")
@declare.option(
    "--count",
    type=click.IntRange(1, 366),
    default=7,
    show_default=True,
    help=Words(
        "How many nights of each schedule 'next' shows.",
        "Cuántas noches de cada horario muestra 'next'.",
    ),
)
@common("text", "json")
def command(app: App, what: str, count: int) -> ExitCode:
    if what == "list":
        listed = testigo.schedules(app.folder)
        _print(app, listed, (_told(one, app.language) for one in listed))
    else:
        coming = testigo.next_nights(app.folder, count)
        _print(app, coming, map(_when, coming))
    return ExitCode.SOUND


def _told(one: testigo.ScheduleStatus, language: Language) -> str:
    schedule, last = one.schedule, one.last
    told = _NONE.text(language)
    if last:
        told = f"{last.night} {_STATES[last.state].text(language)}"
        told += f" ({kept(last.problem).text(language)})" if last.problem else ""
    facts = {
        "name": schedule.name,
        "cron": schedule.cron,
        "zone": schedule.timezone,
        "sources": ", ".join(schedule.sources) or _ALL,
        "last": told,
        "next": f"{one.next.local_time} ({one.next.at:%Y-%m-%dT%H:%M:%S}Z)",
    }
    return _SCHEDULE.filled(language, facts)


_NONE = Words("none yet", "aún ninguna")
_ALL = Words("all sources", "todas las fuentes")
_SCHEDULE = Words(
    "{name}: {cron} ({zone}), {sources}\n  last {last}\n  next {next}",
    "{name}: {cron} ({zone}), {sources}\n  última: {last}\n  próxima: {next}",
)
_STATES = {
    NightState.BEFORE: Words("before", "anterior"),
    NightState.RUNNING: Words("running", "en curso"),
    NightState.DONE: Words("done", "terminada"),
    NightState.FAILED: Words("failed", "fallida"),
    NightState.INTERRUPTED: Words("interrupted", "interrumpida"),
}


def _when(night: testigo.NextNight) -> str:
    return f"{night.local_time}  {night.at:%Y-%m-%dT%H:%M:%S}Z  {night.schedule}"


def _print(
    app: App,
    records: Sequence[testigo.ScheduleStatus] | Sequence[testigo.NextNight],
    lines: Iterable[str],
) -> None:
    if app.format == "json":
        told = [record.json() for record in records]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(lines))
