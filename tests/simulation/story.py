"""A script in words, for whoever has to find out why it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulation.script import Host, Script, Weather


def told(script: Script) -> str:
    """The whole story, a line for each thing that happens in it."""
    return "\n".join(_lines(script))


def _lines(script: Script) -> Iterator[str]:
    beat = "every night" if script.nightly else "twice a week"
    yield f"seed {script.seed}: {script.nights} nights from {script.start:%Y-%m-%d %H:%M}Z, {beat}, {script.zone}"
    for host in script.hosts:
        yield from _host(script, host)
    for trouble in script.troubles:
        yield (
            f"  night {trouble.night}, attempt {trouble.attempt}: {trouble.kind} at {trouble.at:.3f}"
            f" of its {trouble.on or 'step'}s (size {trouble.size})"
        )
    for act in script.between:
        yield f"  after night {act.night}: {act.kind} {act.size:+.2f}"
    yield from (
        f"  the clock is set by {one.by:+.4g} h at hour {one.hour:.2f}" for one in script.jumps
    )
    yield from (f"  the archive is {_spell(one)}" for one in script.archive)
    yield from (f"  the readers are {_spell(one)}" for one in script.readers)
    if script.mail is not None:
        yield "  readers are told by mail, too"
        yield from (f"  the mail server is {_spell(one)}" for one in script.mail)


def _host(script: Script, host: Host) -> Iterator[str]:
    died = f", its name gone at hour {host.died:.1f}" if host.died is not None else ""
    clock = f", its clock {host.clock:+.1f} h" if host.clock else ""
    soft = ", answers 200 for anything" if host.is_soft else ""
    yield f"  {host.name} ({host.address}), robots.txt {host.robots}{soft}{died}{clock}"
    yield from (f"    {_spell(one)}" for one in host.weather)
    yield from (
        f"    lists {one.label}: {one.path} from hour {one.begin:.1f} to {one.end:.1f}"
        for one in host.board
    )
    for document in host.documents:
        turns = ", ".join(
            f"{phase.mode}{f' v{phase.version}' if phase.version else ''} from hour {phase.since:.1f}"
            for phase in document.phases
        )
        more = [name for name in ("validators", "archived") if getattr(document, name)]
        yield f"    {document.path} [{' '.join([document.dress, *more])}]: {turns}"


def _spell(weather: Weather) -> str:
    return f"{weather.kind} from hour {weather.begin:.1f} to {weather.end:.1f}"
