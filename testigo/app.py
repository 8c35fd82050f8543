"""What all commands share: their common options, the folder they work on, and how they speak."""

from __future__ import annotations

import functools
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import testigo
from evidence.bilingual import LANGUAGES, Words
from evidence.errors import ExitCode
from evidence.files import HANDED_OVER, write_whole
from evidence.folder import EvidenceFolder
from testigo.declare import option
from testigo.listening import Terminal, remark
from testigo.speech import hint, hush, say, spoken, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evidence.bilingual import Language


__all__ = [
    "DIR",
    "FILE",
    "LANG",
    "QUIET",
    "App",
    "Terminal",
    "common",
    "first_of",
    "hint",
    "remark",
    "say",
    "tell",
    "write",
]


@dataclass(frozen=True, slots=True)
class App:
    """The common options of one call."""

    folder: testigo.Folder
    format: str
    language: Language
    verbose: bool

    def command(self, *words: str) -> str:
        """A command on the same folder, as a reader types it here."""
        found = EvidenceFolder.find(None)
        elsewhere = found.path.resolve() != self.folder.path.resolve()
        folder = ["--folder", str(self.folder.path)] if elsewhere else []
        return shlex.join(["testigo", *words, *folder])


def common(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the common options; it is called with an :class:`App` first."""

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(
            *args: Any,
            folder: Path | None,
            config: Path | None,
            allow_private: bool,
            verbose: bool,
            quiet: bool,
            lang: str | None,  # noqa: ARG001 - the whole command line was searched for it
            **kwargs: Any,
        ) -> Any:
            hush(quiet=quiet)
            place = testigo.open(folder, config=config, allow_private=allow_private)
            app = App(place, kwargs.pop("format", "text"), spoken(), verbose)
            return function(app, *args, **kwargs)

        for one in _options(formats):
            call = one(call)
        return call

    return wrap


LANG = option("--lang", type=click.Choice(LANGUAGES), help=Words(
    "Language of the answer [default: language of the configuration, else TESTIGO_LANG, else the locale].",
    "Idioma de la respuesta [predeterminado: language de la configuración; si no, TESTIGO_LANG; si no, el del "
    "sistema].",
))  # fmt: skip
QUIET = option("-q", "--quiet", is_flag=True, help=Words(
    "Say only what is asked for and what is wrong.",
    "Dice solo lo que se le pide y lo que está mal.",
))  # fmt: skip
DIR = Words("DIR", "CARPETA")
FILE = Words("FILE", "ARCHIVO")


def _options(formats: tuple[str, ...]) -> list[Callable[..., Any]]:
    options = [
        option("-v", "--verbose", is_flag=True, help=Words(
            "Say more; show tracebacks.", "Dice más y muestra las trazas de los errores."
        )),
        QUIET,
        option("--allow-private", is_flag=True, help=Words(
            "Also ask loopback and private networks (link-local ones never).",
            "Consulta también este equipo y las redes privadas (nunca las de enlace local).",
        )),
        option("--config", type=click.Path(path_type=Path, dir_okay=False), metavar=FILE, help=Words(
            "Another configuration than the folder's testigo.toml.",
            "Otra configuración, en lugar del testigo.toml de la carpeta.",
        )),
        option("--folder", type=click.Path(path_type=Path, file_okay=False), metavar=DIR, help=Words(
            "The evidence folder [default: the one with testigo.toml above here, else ./testigo-evidence].",
            "La carpeta de evidencia [predeterminado: la que contiene testigo.toml, de aquí "
            "hacia arriba; si no, ./testigo-evidence].",
        )),
        LANG,
    ]  # fmt: skip
    if formats:
        options.append(option("--format", type=click.Choice(formats), default=formats[0],
                              show_default=True, help=Words("How to print.", "Formato de salida.")))  # fmt: skip
    return options


def first_of(codes: Iterable[ExitCode]) -> ExitCode:
    """What several sources come to: one that can't be read before one in which nothing was found."""
    rank = (ExitCode.USAGE, ExitCode.UNCHECKED, ExitCode.SOUND)
    return min(codes, key=rank.index)


def write(path: Path, content: str | bytes) -> None:
    """Write a whole file or nothing; raises StoreError with the disk's reason."""
    write_whole(path, content, mode=HANDED_OVER)
