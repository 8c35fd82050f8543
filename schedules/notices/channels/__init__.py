"""Ways that a notice leaves by. A new one is one new file and one line in :data:`CHANNELS`.

Each has ``takes(place)``, whether it serves a receiver's address, and ``send(message, place,
setting, commit)``, which calls ``commit`` just before anything leaves that can't be called back. It
raises :class:`NotTaken` when the receiver said no; anything else that it raises after ``commit``
means that nobody knows.
"""

from __future__ import annotations

import importlib
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.config import Email

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schedules.notices.notice import Notice

CHANNELS = ("mail", "webhook", "apprise")
"""Modules, in the order they are asked whether they take an address; the last takes all."""


@dataclass(frozen=True, slots=True)
class Message:
    """One notice in every form that a channel may want."""

    id: str
    subject: str
    text: str
    html: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class Setting:
    """What channels need to know beside the message."""

    email: Email = field(default_factory=Email)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    timeout: float = 20.0
    """Seconds for each wait on a socket; a mail server that is alive answers in far fewer."""


class NotTaken(Exception):
    """The receiver said no, or can't be asked; ``again``: whether it may say yes later."""

    def __init__(self, problem: str, *, again: bool) -> None:
        super().__init__(problem)
        self.again = again


_SECRET = 6
"""Characters from which on a part of an address is masked: shorter ones are words such as ``hook``."""


_WORD = re.compile(r"[A-Za-z_-]{1,7}")
"""A part of an address that is no secret, such as ``hook``."""


def send(message: Message, receiver: str, setting: Setting, commit: Callable[[], None]) -> None:
    """Send to a receiver as ``[notify] to`` names it. Raises as the channel does."""
    place = resolve(receiver, setting.environ)
    for name in CHANNELS:
        channel = importlib.import_module(f"schedules.notices.channels.{name}")
        if channel.takes(place):
            channel.send(message, place, setting, commit)
            return


def resolve(receiver: str, environ: Mapping[str, str]) -> str:
    """The address behind ``env:NAME``; others as they are. Raises NotTaken when the variable is not
    set."""
    if not receiver.startswith("env:"):
        return receiver
    name = receiver.removeprefix("env:")
    place = environ.get(name, "").strip()
    if not place:
        raise NotTaken(f"the environment variable {name} is not set", again=True)
    return place


def masked(receiver: str) -> str:
    """A receiver as it may be told: of a web address the host, and of what follows short words only,
    because the rest is often as good as a password (Slack, Teams, Discord, healthchecks)."""
    scheme, mark, rest = receiver.partition("://")
    host, slash, more = rest.partition("/")
    if not mark:
        return receiver
    shown = f"{scheme}://{host.rpartition('@')[2].partition('?')[0]}{slash}"
    words = more.split("/")
    if all(not word or _WORD.fullmatch(word) for word in words):
        return shown + more
    return f"{shown}…"


def unaddressed(problem: str, receiver: str, setting: Setting) -> str:
    """What went wrong, without the address that it went wrong at."""
    try:
        place = resolve(receiver, setting.environ)
    except NotTaken:
        return problem
    path = place.partition("://")[2].partition("/")[2]
    for secret in (place, path, *path.split("/")):
        if len(secret) >= _SECRET:
            problem = problem.replace(secret, "…")
    return problem
