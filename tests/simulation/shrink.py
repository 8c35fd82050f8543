"""The shortest story that still breaks the same law: hosts, troubles, weather and nights left out one
after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from tests.simulation.script import CALM, Mode, Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.simulation.script import Host, Script

T = TypeVar("T")
_LISTS = ("troubles", "between", "jumps", "archive", "readers", "mail")


def shrink(script: Script, fails: Callable[[Script], bool]) -> Script:
    """The smallest script found for which ``fails`` still holds."""
    smaller = True
    while smaller:
        smaller = False
        for candidate in _smaller(script):
            if fails(candidate):
                script, smaller = candidate, True
                break
    return script


def _smaller(script: Script) -> Iterator[Script]:
    """Scripts that have one thing less, the greatest first."""
    if len(script.hosts) > 1:
        for number in range(len(script.hosts)):
            yield replace(script, hosts=_without(script.hosts, number))
    for name in _LISTS:  # all of a list at once, which leaves much out where it can be
        if getattr(script, name):
            yield replace(script, **{name: ()})
    if script.mail is not None:
        yield replace(script, mail=None)
    for name in ("troubles", "between", "archive", "readers"):
        for number in range(len(getattr(script, name))):
            yield replace(script, **{name: _without(getattr(script, name), number)})
    for number, host in enumerate(script.hosts):
        for fewer in _smaller_hosts(host):
            yield replace(script, hosts=_with(script.hosts, number, fewer))
    if script.nights > CALM + 1:
        yield replace(script, nights=script.nights - 1)


def _smaller_hosts(host: Host) -> Iterator[Host]:
    for number in range(len(host.board)):
        yield replace(host, board=_without(host.board, number))
    if not host.board and len(host.documents) > 1:
        for number in range(len(host.documents)):
            yield replace(host, documents=_without(host.documents, number))
    if host.weather:
        yield replace(host, weather=())
    if host.died is not None:
        yield replace(host, died=None)
    if host.clock:
        yield replace(host, clock=0.0)
    if host.robots != "none":
        yield replace(host, robots="none")
    for number, document in enumerate(host.documents):
        plain = replace(document, dress="plain", validators=False, archived=False)
        here = (Phase(0.0, Mode.HERE),)
        if document.phases != here:
            yield replace(
                host, documents=_with(host.documents, number, replace(document, phases=here))
            )
        if document != plain:
            yield replace(host, documents=_with(host.documents, number, plain))


def _without(items: tuple[T, ...], number: int) -> tuple[T, ...]:
    return items[:number] + items[number + 1 :]


def _with(items: tuple[T, ...], number: int, item: T) -> tuple[T, ...]:
    return (*items[:number], item, *items[number + 1 :])
