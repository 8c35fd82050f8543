"""``testigo.toml``, its notices and receivers."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.config import Config, load
from evidence.config.notify import Notify, notify
from evidence.config.template import TEMPLATE
from evidence.errors import ConfigError
from tests.fuzz.target import Target, hold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = (
    b"[crawl]\n", b"delay = ", b"timeout = ", b"[[sources]]\n", b"id = \"a\"\n", b"kind = \"board\"\n", b"location = \"", b"[sources.board]\n",
    b"[notify]\n", b"to = [\"", b"[notify.email]\n", b"sender = \"", b"ping = \"", b"env:NAME", b"https://", b"inf", b"nan", b"-1", b"1e400",
    b"9223372036854775808", b"true", b"published = 2019-09-30\n", b"[[schedule]]\n", b"cron = \"", b"timezone = \"", b"[custody]\n",
    b"authorities = [\"", b"[archive.wayback]\n", b"[service]\n", b"[standing]\n", b"a.b.c = 1\n", b"[[archive.memento]]\n", b"\"\"\"",
)  # fmt: skip


def _toml(data: bytes) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as place:
        path = Path(place, "testigo.toml")
        path.write_bytes(data)
        try:
            config = load(path)
        except ConfigError as error:
            hold("\n" not in str(error).strip(), "an error is one line")
            return
        hold(isinstance(config, Config) and load(path) == config, "the same each time")


def _notify(data: bytes) -> None:
    try:
        entry = tomllib.loads(data.decode("utf-8", "replace"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    with_secrets = {key: entry[key] for key in ("to", "ping") if key in entry}
    try:
        notify(Path("testigo.toml"), with_secrets)
    except ConfigError as error:
        hold("hunter2" not in str(error), "a secret is not told again")
        return
    try:
        made = notify(Path("testigo.toml"), entry)
    except ConfigError:
        return
    hold(isinstance(made, Notify), "a table")
    hold(all(not any(c in to for c in "\r\n") for to in made.to), "a receiver ends no header")


def _files() -> Iterator[bytes]:
    yield TEMPLATE.encode()
    yield b'[crawl]\ncontact = "a@b.mx"\ndelay = 2\n[[sources]]\nid = "a"\nkind = "board"\nlocation = "https://a.mx"\n[sources.board]\npages = 3\n'
    yield b'[[schedule]]\nname = "n"\ncron = "0 3 * * *"\ntimezone = "America/Mexico_City"\n[service]\n[standing]\n'
    yield b'[custody]\nauthorities = ["https://tsa.example/"]\n[archive.wayback]\nenabled = false\n'


def _notices() -> Iterator[bytes]:
    yield b'to = ["a@b.mx", "https://c.mx/hook", "env:SLACK"]\nwhat = ["broken"]\nlanguage = "es"\n[email]\nsender = "t@b.mx"\n'
    yield b'ping = "hc.example/hunter2"\n'
    yield b'to = "https://a.mx/hunter2"\n'
    yield b'to = ["a.mx/hunter2", "slack://hunter2/x"]\n'
    yield b'ping = ["https://a.mx/hunter2"]\n'
    yield b'ping = "https://hc.example/x"\ncertainty = "confirmed"\nto = ["https://u:hunter2@a.mx"]\n'


TARGETS = (
    Target("config", "ConfigError in one line, or a configuration that is the same each time", _toml, _files, _WORDS, 4_000),
    Target("config-notify", "ConfigError that tells no secret, or receivers that end no header", _notify, _notices, _WORDS),
)  # fmt: skip
