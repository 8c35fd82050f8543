"""``testigo schedule``: when nights are run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from evidence.errors import ExitCode, UsageError
from testigo.app import App, common

if TYPE_CHECKING:
    from datetime import datetime

    from schedules.calendar import Calendar
    from schedules.state import Diary


@click.command("schedule")
@click.argument("what", type=click.Choice(["list", "next"]), default="list")
@click.option("--count", type=click.IntRange(1, 366), default=7, show_default=True,
              help="How many nights of each schedule 'next' shows.")  # fmt: skip
@common("text", "json")
def command(app: App, what: str, count: int) -> ExitCode:
    """The schedules of testigo.toml: 'list' shows each with its last and its next night, 'next' the
    nights to come, in local time and in UTC.
    """
    from evidence import clock

    found, now = calendars(app), clock.now()
    rows = _list(app, found, now) if what == "list" else _next(found, now, count)
    if app.format == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return ExitCode.SOUND
    for row in rows:
        click.echo(
            _told(row)
            if what == "list"
            else f"{row['local']}  {row['at'][:19]}Z  {row['schedule']}"
        )
    return ExitCode.SOUND


def calendars(app: App) -> tuple[Calendar, ...]:
    """The schedules of the configuration; raises ConfigError, and UsageError when there is none."""
    from schedules import calendar

    found = calendar.read(app.config, app.folder.config)
    if not found:
        raise UsageError(
            f'no [[schedule]] in {app.folder.config}: write one with cron = "30 2 * * *"'
        )
    return found


def _list(app: App, found: tuple[Calendar, ...], now: datetime) -> list[dict[str, Any]]:
    from evidence import clock
    from schedules.state import Diary

    diary = Diary(app.folder) if app.folder.exists else None
    return [
        {
            "name": one.schedule.name,
            "cron": one.schedule.cron,
            "timezone": one.schedule.timezone,
            "sources": list(one.schedule.sources),
            "last": _last(diary, one.schedule.name) if diary else None,
            "next": clock.stamp(one.next_start(now)),
            "next_local": _local(one, one.next_start(now)),
        }
        for one in found
    ]


def _last(diary: Diary, name: str) -> dict[str, Any] | None:
    from evidence.vocabulary import NightState

    night = diary.last(name)
    if night is None or night.state is NightState.BEFORE:
        return None
    return {
        "night": night.night,
        "state": night.state,
        "attempts": night.attempts,
        "started_at": night.started_at,
        "ended_at": night.ended_at,
        "problem": night.problem,
    }


def _told(row: dict[str, Any]) -> str:
    sources = ", ".join(row["sources"]) or "all sources"
    last = row["last"]
    told = "none yet"
    if last:
        told = f"{last['night']} {last['state']}" + (
            f" ({last['problem']})" if last["problem"] else ""
        )
    return (
        f"{row['name']}: {row['cron']} ({row['timezone']}), {sources}\n"
        f"  last {told}\n  next {row['next_local']} ({row['next'][:19]}Z)"
    )


def _next(found: tuple[Calendar, ...], now: datetime, count: int) -> list[dict[str, Any]]:
    from itertools import islice

    from evidence import clock

    rows = []
    for one in found:
        for night in islice(one.nights_after(one.begun(now)), count):
            at = one.start(night)
            rows.append(
                {"at": clock.stamp(at), "local": _local(one, at), "schedule": one.schedule.name}
            )
    return sorted(rows, key=lambda row: row["at"])


def _local(one: Calendar, at: datetime) -> str:
    return at.astimezone(one.zone).strftime("%Y-%m-%d %H:%M %Z")
