"""``testigo schedule``: when nights are run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, common

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@click.command("schedule")
@click.argument("what", type=click.Choice(["list", "next"]), default="list")
@click.option("--count", type=click.IntRange(1, 366), default=7, show_default=True,
              help="How many nights of each schedule 'next' shows.")  # fmt: skip
@common("text", "json")
def command(app: App, what: str, count: int) -> ExitCode:
    """The schedules of testigo.toml: 'list' shows each with its last and its next night, 'next' the
    nights to come, in local time and in UTC.
    """
    if what == "list":
        listed = testigo.schedules(app.folder)
        _print(app, listed, map(_told, listed))
    else:
        coming = testigo.next_nights(app.folder, count)
        _print(app, coming, map(_when, coming))
    return ExitCode.SOUND


def _told(one: testigo.ScheduleStatus) -> str:
    schedule, last = one.schedule, one.last
    told = "none yet"
    if last:
        told = f"{last.night} {last.state}" + (f" ({last.problem})" if last.problem else "")
    sources = ", ".join(schedule.sources) or "all sources"
    return (
        f"{schedule.name}: {schedule.cron} ({schedule.timezone}), {sources}\n"
        f"  last {told}\n  next {one.next.local_time} ({one.next.at:%Y-%m-%dT%H:%M:%S}Z)"
    )


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
