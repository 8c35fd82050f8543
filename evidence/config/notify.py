"""``[notify]``: who is told what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evidence.bilingual import LANGUAGES, Words
from evidence.config.build import build, refuse_unknown, require_one_of
from evidence.errors import ConfigError
from evidence.vocabulary import Certainty

_CHOICES = {
    "what": ("broken", "changed", "recovered", "board", "series", "trouble"),
    "language": LANGUAGES,
    "certainty": tuple(Certainty),
    "every": ("night", "week"),
    "security": ("starttls", "ssl", "none"),
}


@dataclass(frozen=True, slots=True)
class Email:
    """How notices leave by e-mail. Credentials come from the environment only: TESTIGO_SMTP_USER,
    TESTIGO_SMTP_PASSWORD."""

    sender: str = ""
    """Address that notices come from; needed for e-mail."""
    host: str = "localhost"
    """The mail server."""
    port: int = 0
    """0: the port that belongs to ``security``: 587, 465 or 25"""
    security: str = "starttls"
    """``starttls``, ``ssl``, or ``none`` for a server on this machine."""


@dataclass(frozen=True, slots=True)
class Notify:
    """Who is told what. Secrets stay out of the file: an entry ``env:NAME`` is read from the
    environment."""

    to: tuple[str, ...] = ()
    """An e-mail address, the http(s) address of a webhook, or ``env:NAME`` with one of these or an
    address that Apprise understands in the environment variable NAME."""
    what: tuple[str, ...] = ("broken", "changed", "recovered", "board", "series", "trouble")
    """What is told."""
    language: str = ""
    """Of its receivers: ``en`` or ``es``; left out, the ``language`` at the top, else that of the environment."""
    certainty: str = "probable"
    """The least certainty at which a loss or change is told."""
    every: str = "night"
    """``night``, or ``week``: news once a week, with the first night of it (Monday, UTC) on which something is
    new. Troubles are told at once all the same."""
    feed: str = ""
    """A file that ``testigo serve`` and ``testigo notify`` write after each night: what is new as an Atom feed,
    for a web server to publish. A whole path, outside the folder."""
    report: str = ""
    """Where readers find the report: an address or a place, told in digests."""
    ping: str = ""
    """Asked at the start and end of every night, as healthchecks.io has it; may be ``env:NAME``."""
    email: Email = field(default_factory=Email)


def notify(path: Path, entry: object, language: str = "") -> Notify:
    """The table, in the ``language`` of the whole where it says none; raises ConfigError."""
    if not isinstance(entry, dict):
        raise ConfigError(path, Words("[notify] is a table", "[notify] debe ser una tabla"))
    refuse_unknown(path, "notify", entry, Notify)
    email: Email = build(path, "notify.email", entry.get("email", {}), Email)
    plain = {key: value for key, value in entry.items() if key != "email"}
    _check_types(path, plain)
    notify: Notify = replace(build(path, "notify", plain, Notify), email=email)
    notify = replace(notify, language=notify.language or language)
    _check_choices(path, notify)
    for to in notify.to:
        _check_receiver(path, to)
    if len(set(notify.to)) < len(notify.to):
        raise ConfigError(
            path,
            Words(
                "notify: to names a receiver twice", "notify: to nombra dos veces a un destinatario"
            ),
        )
    if any(ADDRESS.fullmatch(to) for to in notify.to) and not ADDRESS.fullmatch(email.sender):
        raise ConfigError(
            path,
            Words(
                "notify.email: sender, the address that e-mail comes from, is missing; put "
                "one there",
                "notify.email: falta sender, la dirección de la que sale el correo; ponga una",
            ),
        )
    if notify.feed and not _lies_outside(Path(notify.feed), path.parent):
        raise ConfigError(
            path,
            Words(
                "notify: feed is a whole path to a file outside the folder",
                "notify: feed debe ser la ruta completa de un archivo fuera de la carpeta",
            ),
        )
    if notify.ping and not _PLACE.fullmatch(notify.ping):
        raise ConfigError(
            path,
            Words(
                "notify: ping is a web address or env:NAME",
                "notify: ping debe ser una dirección web o env:NOMBRE",
            ),
        )
    return notify


def _check_choices(path: Path, notify: Notify) -> None:
    given = {
        "language": filter(None, (notify.language,)),
        "certainty": (notify.certainty,),
        "every": (notify.every,),
        "what": notify.what,
        "security": (notify.email.security,),
    }
    for key, values in given.items():
        for value in values:
            require_one_of(path, f"notify: {key}", value, _CHOICES[key])


def _lies_outside(feed: Path, folder: Path) -> bool:
    """A file of the folder would have to be in its log."""
    return feed.is_absolute() and not feed.resolve().is_relative_to(folder.resolve())


def _check_types(path: Path, entry: dict[str, Any]) -> None:
    """Addresses may hold a secret: what is none is not told again."""
    to, ping = entry.get("to", []), entry.get("ping", "")
    if not isinstance(to, list) or not all(isinstance(one, str) for one in to):
        raise ConfigError(
            path, Words("notify: to is a list of texts", "notify: to debe ser una lista de textos")
        )
    if not isinstance(ping, str):
        raise ConfigError(path, Words("notify: ping is a text", "notify: ping debe ser un texto"))


ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
"""An e-mail address as HTML's ``input type=email`` has it: no spaces, comments or quotes."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}")
_NOT = Words(", not {scheme!r}", ", no {scheme!r}")
_PLACE = re.compile(r"env:\w+|https?://[^/\s]\S*")


def _check_receiver(path: Path, to: str) -> None:
    if re.match(r"https?://[^/\s@]*@", to):
        raise ConfigError(
            path,
            Words(
                "notify: to has a password in it; put the address into the environment: env:NAME",
                "notify: to contiene una contraseña; ponga la dirección en el entorno: env:NOMBRE",
            ),
        )
    if not (ADDRESS.fullmatch(to) or _PLACE.fullmatch(to)):
        scheme, mark, _ = to.partition("://")
        other = _NOT.of(scheme=scheme) if mark and _SCHEME.fullmatch(scheme) else ""
        raise ConfigError(
            path,
            Words(
                "notify: to takes e-mail addresses, web addresses and env:NAME{other}; what Apprise "
                "understands has its secret in it: put it into the environment",
                "notify: to admite direcciones de correo, direcciones web y "
                "env:NOMBRE{other}; las direcciones de Apprise llevan dentro su secreto: "
                "póngalas en el entorno",
            ),
            other=other,
        )
