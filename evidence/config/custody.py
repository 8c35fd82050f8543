"""``[custody]``: who else vouches for the evidence."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from evidence.bilingual import Words
from evidence.config.build import build, listed, refuse_unknown, require_one_of
from evidence.config.secrets import is_reference
from evidence.errors import ConfigError

DIGESTS = ("sha256", "sha384", "sha512")
_OID = re.compile(r"[0-2](?:\.(?:0|[1-9]\d{0,18})){1,30}")
_VKEY = re.compile(r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}")
"""The shape of an Ed25519 verifier key (c2sp.org/signed-note): name, id, 33 bytes."""
_ED25519, _COSIGNATURE = 1, 4
"""What such a key begins with: of a log, of a witness."""
_OF_LOG, _OF_WITNESS = Words("a log", "una bitácora"), Words("a witness", "un testigo")
_AUTHORITY = Words("custody: an authority", "custody: una autoridad")
_CALENDAR = Words("custody: a calendar", "custody: un calendario")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Authority:
    """A time-stamp authority (RFC 3161) that wants credentials, or whose replies must fit a profile. A
    secret is written as where it is: ``env:NAME`` in the environment, ``file:/PATH`` in a file outside
    this folder."""

    url: str
    """Where it is asked; https where there are credentials. What stands behind ``?`` is neither
    recorded nor told."""
    user: str = ""
    """For HTTP Basic authentication, beside ``password``."""
    password: str = ""
    """``env:NAME`` or ``file:/PATH``."""
    token: str = ""
    """A bearer token: ``env:NAME`` or ``file:/PATH``."""
    certificate: str = ""
    """PEM file outside this folder with the client certificate and its key, for TLS."""
    roots: str = ""
    """PEM file with the authority's own root certificates. A token that does not lead to one of them
    is refused."""
    policy: str = ""
    """Object identifier of the policy that is asked for, such as ``1.2.3.4.1``; a token under another
    is refused."""
    accuracy: float = 0.0
    """Seconds; a token that claims to be less accurate, or does not say how accurate it is, is refused.
    0 takes any."""
    digest: str = "sha256"
    """What the authority signs a digest by: ``sha256``, ``sha384`` or ``sha512``."""
    nonce: bool = True
    """Whether a number is sent that the reply must repeat; off only for an authority that refuses
    it."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness that cosigns this folder's log (c2sp.org/tlog-witness): another Testigo, or one of a
    public network."""

    url: str
    """Its submission prefix: ``<url>/add-checkpoint`` is asked."""
    vkey: str
    """Its verifier key, ``name+id+key``, as its keeper told it."""
    name: str = ""
    """What reports call it; left out, the name in its key."""


@dataclass(frozen=True, slots=True)
class Witnessing:
    """Whose logs are cosigned here."""

    logs: tuple[str, ...] = ()
    """The verifier keys of their logs, ``name+id+key``, as their keepers told them. Nobody else's are
    cosigned."""
    name: str = ""
    """What this witness is called, such as ``archivo.example.org/testigo``; left out, a name made from
    the folder's log. To change it later is to be another witness."""


@dataclass(frozen=True, slots=True)
class Custody:
    """Who else vouches for the evidence."""

    authorities: tuple[str, ...] = ()
    """URLs of RFC 3161 time-stamp authorities, each asked for a token on every night's seal."""
    authority_roots: str = ""
    """PEM file with the root certificates of authorities that browsers don't know."""
    authority: tuple[Authority, ...] = ()
    """More of them, each with what it wants."""
    calendars: tuple[str, ...] = ()
    """URLs of OpenTimestamps calendars, each asked to anchor every night's seal in the Bitcoin block chain;
    needs ``pip install 'testigo[ots]'``."""
    witness: tuple[Witness, ...] = ()
    """Each is asked to cosign every night's seal."""
    witnesses_needed: int = 0
    """How many of them must have cosigned a seal; ``verify`` says where it is fewer."""


def custody(path: Path, entry: object) -> Custody:
    """The table; raises ConfigError."""
    if not isinstance(entry, dict):
        raise ConfigError(path, Words("[custody] is a table", "[custody] debe ser una tabla"))
    refuse_unknown(path, "custody", entry, Custody)
    plain = {key: value for key, value in entry.items() if key not in ("authority", "witness")}
    made: Custody = build(path, "custody", plain, Custody)
    for url in made.authorities:
        _check_url(path, _AUTHORITY, url)
    for url in made.calendars:
        _check_url(path, _CALENDAR, url)
    blocks = listed(path, "custody.authority", entry.get("authority", []))
    authorities = [_authority(path, *one) for one in blocks]
    blocks = listed(path, "custody.witness", entry.get("witness", []))
    witnesses = [_witness(path, *one) for one in blocks]
    # a cosignature does not say in which name it was made: one key is one witness
    if len({one.vkey.rpartition("+")[2] for one in witnesses}) < len(witnesses):
        raise ConfigError(
            path,
            Words(
                "custody.witness: one witness is named twice",
                "custody.witness: se nombra dos veces al mismo testigo",
            ),
        )
    return replace(made, authority=tuple(authorities), witness=tuple(witnesses))


def _witness(path: Path, where: str, entry: object) -> Witness:
    one: Witness = build(path, where, entry, Witness)
    _check_url(path, f"{where}: url", one.url)
    _check_vkey(path, where, one.vkey, _COSIGNATURE)
    return one


def witnessing(path: Path, entry: object) -> Witnessing:
    """``[witness]``: whose logs are cosigned here; raises ConfigError."""
    made: Witnessing = build(path, "witness", entry, Witnessing)
    for vkey in made.logs:
        _check_vkey(path, "witness: logs", vkey, _ED25519)
    if not re.fullmatch(r"[^\s+]*", made.name):
        raise ConfigError(
            path,
            Words(
                "witness: a name has neither spaces nor '+'",
                "witness: un nombre no lleva espacios ni '+'",
            ),
        )
    return made


def _check_vkey(path: Path, where: str, vkey: str, kind: int) -> None:
    """Raises ConfigError for a key that was mistyped, or is of the other kind: the one of a log stands
    where the one of a witness should, or the other way round."""
    name, _, rest = vkey.partition("+")
    identifier, _, encoded = rest.partition("+")
    if not _VKEY.fullmatch(vkey):
        raise ConfigError(
            path,
            Words(
                "{where}: a verifier key is name+id+key, not {vkey!r}",
                "{where}: una clave de verificación se escribe nombre+id+clave, no {vkey!r}",
            ),
            where=where,
            vkey=vkey,
        )
    material = base64.b64decode(encoded)
    if hashlib.sha256(name.encode() + b"\n" + material).hexdigest()[:8] != identifier:
        raise ConfigError(
            path,
            Words(
                "{where}: the key of {name!r} is mistyped: its id is another",
                "{where}: la clave de {name!r} está mal escrita: no corresponde a su id",
            ),
            where=where,
            name=name,
        )
    if material[0] != kind:
        meant = _OF_LOG if kind == _ED25519 else _OF_WITNESS
        raise ConfigError(
            path,
            Words(
                "{where}: {name!r} is not the key of {meant} (Ed25519)",
                "{where}: {name!r} no es la clave de {meant} (Ed25519)",
            ),
            where=where,
            name=name,
            meant=meant,
        )


def _authority(path: Path, where: str, entry: object) -> Authority:
    _check_secrets(path, where, entry)
    one: Authority = build(path, where, entry, Authority)
    _check_url(path, f"{where}: url", one.url)
    if bool(one.user) != bool(one.password):
        raise ConfigError(
            path,
            Words("{where}: user and password go together", "{where}: user y password van juntos"),
            where=where,
        )
    if ":" in one.user:
        raise ConfigError(
            path,
            Words(
                "{where}: no colon can stand in a user's name (RFC 7617)",
                "{where}: el nombre de un usuario no puede llevar dos puntos (RFC 7617)",
            ),
            where=where,
        )
    if one.token and one.user:
        raise ConfigError(
            path,
            Words(
                "{where}: either a token, or user and password",
                "{where}: ponga token, o bien user y password",
            ),
            where=where,
        )
    parts = urlsplit(one.url)
    guarded = one.user or one.token or one.certificate or parts.query
    if guarded and parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise ConfigError(
            path,
            Words(
                "{where}: credentials go over https only",
                "{where}: las credenciales solo se envían por https",
            ),
            where=where,
        )
    if one.policy and not _OID.fullmatch(one.policy):
        raise ConfigError(
            path,
            Words(
                "{where}: policy is an object identifier such as 1.2.3.4.1",
                "{where}: policy debe ser un identificador de objeto, como 1.2.3.4.1",
            ),
            where=where,
        )
    require_one_of(path, f"{where}: digest", one.digest, DIGESTS)
    return one


def _check_secrets(path: Path, where: str, entry: Any) -> None:
    """A value that is none of the forms may be the secret itself, and is not told again."""
    given = entry if isinstance(entry, dict) else {}
    for key in ("password", "token"):
        value = given.get(key, "")
        if value != "" and not (isinstance(value, str) and is_reference(value)):
            raise ConfigError(
                path,
                Words(
                    "{where}: {key} says where the secret is: env:NAME or file:/PATH",
                    "{where}: en {key} se indica dónde está el secreto: env:NOMBRE o file:/RUTA",
                ),
                where=where,
                key=key,
            )
    files = [str(given.get(key, "")).removeprefix("file:") for key in ("password", "token")]
    inside = path.parent.resolve()
    for file in filter(None, (*files, str(given.get("certificate", "")))):
        if file.startswith("env:"):
            continue
        if not Path(file).is_absolute() or Path(file).resolve().is_relative_to(inside):
            raise ConfigError(
                path,
                Words(
                    "{where}: a secret lies in a file outside this folder, by its whole path",
                    "{where}: un secreto va en un archivo fuera de esta carpeta, con su ruta completa",
                ),
                where=where,
            )


def _check_url(path: Path, what: str | Words, url: str) -> None:
    """Raises ConfigError for what is no address, or has a password in it, which is not told again."""
    if re.match(r"https?://[^/\s?#]*@", url):
        raise ConfigError(
            path,
            Words(
                "{what} has a password in it; write [[custody.authority]] instead",
                "{what} contiene una contraseña; use en su lugar [[custody.authority]]",
            ),
            what=what,
        )
    if not url.isascii() or not re.match(r"https?://[^/\s]+\S*\Z", url):
        raise ConfigError(
            path,
            Words(
                "{what} must be an http or https address, not {url!r}",
                "{what} debe ser una dirección http o https, no {url!r}",
            ),
            what=what,
            url=url,
        )
