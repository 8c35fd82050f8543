"""Reads ``testigo.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from evidence.bilingual import LANGUAGES, Words
from evidence.config.archive import archive
from evidence.config.browser import browser
from evidence.config.build import build, listed, refuse_unknown, require_one_of
from evidence.config.custody import custody, witnessing
from evidence.config.desk import desk
from evidence.config.ignore import ignore
from evidence.config.notify import notify
from evidence.config.observers import observe, observers
from evidence.config.series import series
from evidence.config.settings import (
    Board,
    Config,
    Crawl,
    Listen,
    Schedule,
    Service,
    Source,
    Standing,
)
from evidence.errors import ConfigError
from evidence.files import read_plain, reason
from evidence.vocabulary import SourceKind

if TYPE_CHECKING:
    from pathlib import Path

SOURCE_KINDS = tuple(SourceKind)
REQUISITES = ("at-risk", "all", "none")
"""Words of ``crawl.requisites``."""


def load(path: Path, *, required: bool = False) -> Config:
    """Read the configuration at ``path``; a missing file is the default configuration, unless it is
    ``required`` because somebody named it.

    Raises ConfigError, naming the key and the nearest known one.
    """
    try:
        raw = tomllib.loads(_text(path, required=required))
    except (FileNotFoundError, NotADirectoryError) as error:
        if required:
            raise ConfigError(path, Words("no such file", "no existe el archivo")) from error
        return Config()
    except OSError as error:
        raise ConfigError(
            path,
            Words("can't be read ({which})", "no se puede leer ({which})"),
            which=reason(error),
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            path, Words("can't be read ({error})", "no se puede leer ({error})"), error=error
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            path, Words("not valid TOML: {error}", "no es TOML válido: {error}"), error=error
        ) from error
    refuse_unknown(path, "", raw, Config)
    language = _language(path, raw.get("language", ""))
    return Config(
        language=language,
        crawl=_crawl(path, raw.get("crawl", {})),
        standing=build(path, "standing", raw.get("standing", {}), Standing),
        archive=archive(path, raw.get("archive", {})),
        custody=custody(path, raw.get("custody", {})),
        sources=_sources(path, raw.get("sources", [])),
        notify=notify(path, raw.get("notify", {}), language),
        schedule=_schedules(path, raw.get("schedule", [])),
        series=series(path, raw.get("series", [])),
        ignore=ignore(path, raw.get("ignore", [])),
        service=build(path, "service", raw.get("service", {}), Service),
        witness=witnessing(path, raw.get("witness", {})),
        observe=observe(path, raw.get("observe", {})),
        observer=observers(path, raw.get("observer", [])),
        listen=_listen(path, raw.get("listen", {})),
        browser=browser(path, raw.get("browser", {})),
        desk=desk(path, raw.get("desk", {})),
    )


def _language(path: Path, given: object) -> str:
    if given != "":
        require_one_of(path, "language", given, LANGUAGES)
    return str(given)


def _text(path: Path, *, required: bool) -> str:
    """What somebody names may be a pipe (``--config <(…)``); what lies in a folder must be a file."""
    return path.read_text("utf-8") if required else read_plain(path).decode("utf-8")


def _crawl(path: Path, given: object) -> Crawl:
    made: Crawl = build(path, "crawl", given, Crawl)
    require_one_of(path, "crawl: requisites", made.requisites, REQUISITES)
    return made


def _sources(path: Path, given: object) -> tuple[Source, ...]:
    built = tuple(_source(path, *one) for one in listed(path, "sources", given))
    twice = {s.id for s in built if [t.id for t in built].count(s.id) > 1}
    if twice:
        raise ConfigError(
            path,
            Words("two sources have the id {which!r}", "dos fuentes tienen el id {which!r}"),
            which=min(twice),
        )
    return built


def _source(path: Path, where: str, entry: object) -> Source:
    board = entry.get("board", {}) if isinstance(entry, dict) else {}
    plain = (
        {name: value for name, value in entry.items() if name != "board"}
        if isinstance(entry, dict)
        else entry
    )
    source: Source = build(path, where, plain, Source)
    options: Board = build(path, f"{where}: board", board, Board)
    source = replace(source, board=replace(options, written=tuple(board)))
    if board and source.kind != SourceKind.BOARD:
        raise ConfigError(
            path,
            Words(
                "{where}: [sources.board] is for a source of kind 'board'",
                "{where}: [sources.board] solo se usa en una fuente de kind 'board'",
            ),
            where=where,
        )
    if source.kind not in SOURCE_KINDS:
        raise ConfigError(
            path,
            Words(
                "{where}: kind is 'report' or 'board', not {kind!r}",
                "{where}: kind debe ser 'report' o 'board', no {kind!r}",
            ),
            where=where,
            kind=source.kind,
        )
    check_source_id(path, source.id)
    if source.published:
        try:
            date.fromisoformat(source.published)
        except ValueError as error:
            raise ConfigError(
                path,
                Words(
                    "{where}: published is a date such as 2019-09-30, not {published!r}",
                    "{where}: published debe ser una fecha como 2019-09-30, no {published!r}",
                ),
                where=where,
                published=source.published,
            ) from error
    return source


def check_source_id(path: Path, identifier: str) -> None:
    """Ids name files and appear in URLs: letters, digits, dot, dash and underscore only."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", identifier):
        raise ConfigError(
            path,
            Words(
                "a source's id is up to 64 letters, digits, '.', '-' or '_', not {identifier!r}",
                "el id de una fuente admite hasta 64 letras, dígitos, '.', '-' o '_'; no "
                "sirve {identifier!r}",
            ),
            identifier=identifier,
        )


def _schedules(path: Path, given: object) -> tuple[Schedule, ...]:
    built: tuple[Schedule, ...] = tuple(
        build(path, *one, Schedule) for one in listed(path, "schedule", given)
    )
    names = [schedule.name for schedule in built]
    for name in names:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", name):  # it names log files
            raise ConfigError(
                path,
                Words(
                    "a schedule's name is up to 64 letters, digits, '.', '-' or '_', not {name!r}",
                    "el nombre de un horario admite hasta 64 letras, dígitos, '.', '-' o "
                    "'_'; no sirve {name!r}",
                ),
                name=name,
            )
        if names.count(name) > 1:
            raise ConfigError(
                path,
                Words(
                    "two schedules are called {name!r}; give each a name",
                    "dos horarios se llaman {name!r}; dé un nombre a cada uno",
                ),
                name=name,
            )
    return built


def _listen(path: Path, entry: object) -> Listen:
    listen: Listen = build(path, "listen", entry, Listen)
    if listen.port > 65_535:
        raise ConfigError(
            path,
            Words("listen: there is no port {port}", "listen: no existe el puerto {port}"),
            port=listen.port,
        )
    return listen
