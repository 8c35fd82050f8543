"""``[observe]`` and ``[[observer]]``: who looks together with us."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from evidence.bilingual import Words
from evidence.config.build import build, listed
from evidence.config.secrets import is_hash, is_reference
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_FINGERPRINT = re.compile(r"[0-9a-fA-F]{64}")
_NAME = re.compile(r"[^\x00-\x1f,;()]{1,60}")
_OURSELVES = "us"
"""The observer of our own looks."""


@dataclass(frozen=True, slots=True)
class Observer:
    """Another Testigo that looks at what seems lost or altered to us, and signs what it was shown."""

    name: str
    """What reports call it."""
    url: str
    """Where it is asked: ``<url>/observe``."""
    key: str
    """The fingerprint of its folder's key, as ``testigo observe key`` printed it there."""
    token: str = ""
    """Where the token is by which it knows us: ``env:NAME`` or ``file:/PATH``."""
    country: str = ""
    """From where it looks, such as ``MX``."""
    network: str = ""
    """Whose network it looks from. What looks from the same as we is no second opinion on what a server
    tells apart by address."""


@dataclass(frozen=True, slots=True)
class Observe:
    """Looking together: how often observers are asked, and who may ask us."""

    country: str = ""
    """From where we look ourselves, such as ``MX``."""
    network: str = ""
    """Whose network we look from."""
    nightly: int = 100
    """Losses and alterations of one night about which observers are asked."""
    minutes: float = 30.0
    """Of one night that looks may wait for observers, in all."""
    seconds: float = 60.0
    """For one observer to look and answer."""
    askers: tuple[str, ...] = ()
    """Who may have us look: the hashes of their tokens, as ``testigo observe token`` prints them. None:
    nobody."""
    hourly: int = 60
    """Addresses that each of them may have us look at in an hour."""


def observe(path: Path, entry: object) -> Observe:
    """The table ``[observe]``; raises ConfigError."""
    made: Observe = build(path, "observe", entry, Observe)
    for one in made.askers:
        if not is_hash(one):
            raise ConfigError(
                path,
                Words(
                    "observe: askers are hashes as testigo observe token prints them: sha256:…",
                    "observe: askers debe contener huellas como las que muestra testigo "
                    "observe token: sha256:…",
                ),
            )
    return made


def observers(path: Path, given: object) -> tuple[Observer, ...]:
    """The blocks ``[[observer]]``; raises ConfigError."""
    made = tuple(_observer(path, *one) for one in listed(path, "observer", given))
    for what in ("name", "key"):
        values = [getattr(one, what) for one in made]
        if len(set(values)) < len(values):
            raise ConfigError(
                path,
                Words(
                    "observer: two of them have the same {what}",
                    "observer: dos de ellos tienen el mismo valor en {what}",
                ),
                what=what,
            )
    return made


def _observer(path: Path, where: str, entry: object) -> Observer:
    token = entry.get("token", "") if isinstance(entry, dict) else ""
    if token != "" and not (isinstance(token, str) and is_reference(token)):
        # what is none of the forms may be the secret itself, and is not told again
        raise ConfigError(
            path,
            Words(
                "{where}: token says where the secret is: env:NAME or file:/PATH",
                "{where}: en token se indica dónde está el secreto: env:NOMBRE o file:/RUTA",
            ),
            where=where,
        )
    one: Observer = build(path, where, entry, Observer)
    parts = urlsplit(one.url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ConfigError(
            path,
            Words(
                "{where}: url is a web address without a password in it",
                "{where}: url debe ser una dirección web sin contraseña",
            ),
            where=where,
        )
    if one.token and parts.scheme != "https" and not _is_near(parts.hostname):
        raise ConfigError(
            path,
            Words(
                "{where}: a token goes over https only", "{where}: un token solo se envía por https"
            ),
            where=where,
        )
    if not _FINGERPRINT.fullmatch(one.key):
        raise ConfigError(
            path,
            Words(
                "{where}: key is a fingerprint of 64 hex digits",
                "{where}: key debe ser una huella de 64 dígitos hexadecimales",
            ),
            where=where,
        )
    if not _NAME.fullmatch(one.name) or one.name == _OURSELVES:
        raise ConfigError(
            path,
            Words(
                "{where}: a name has up to 60 letters without brackets, and is not 'us'",
                "{where}: un nombre admite hasta 60 letras, sin paréntesis, y no puede ser 'us'",
            ),
            where=where,
        )
    return one


def _is_near(host: str) -> bool:
    """Whether what is sent to a host stays on this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
