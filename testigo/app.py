"""What all commands share: their common options, the folder they work on, and how they speak."""

from __future__ import annotations

import functools
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import testigo
from evidence.bilingual import LANGUAGES, Said, Words
from evidence.errors import ExitCode
from evidence.files import HANDED_OVER, write_whole
from evidence.kept import kept
from testigo.declare import option
from testigo.speech import say, spoken, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click._termui_impl import ProgressBar

    from evidence.bilingual import Language, Told


__all__ = [
    "DIR",
    "FILE",
    "LANG",
    "App",
    "Terminal",
    "common",
    "first_of",
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
            lang: str | None,  # noqa: ARG001 - the whole command line was searched for it
            **kwargs: Any,
        ) -> Any:
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
DIR = Words("DIR", "CARPETA")
FILE = Words("FILE", "ARCHIVO")


def _options(formats: tuple[str, ...]) -> list[Callable[..., Any]]:
    options = [
        option("-v", "--verbose", is_flag=True, help=Words(
            "Say more; show tracebacks.", "Dice más; muestra las trazas de los errores."
        )),
        option("--allow-private", is_flag=True, help=Words(
            "Also ask loopback and private networks (link-local ones never).",
            "Consulta también este equipo y redes privadas (nunca las de enlace local).",
        )),
        option("--config", type=click.Path(path_type=Path, dir_okay=False), metavar=FILE, help=Words(
            "Another configuration than the folder's testigo.toml.",
            "Otra configuración en lugar del testigo.toml de la carpeta.",
        )),
        option("--folder", type=click.Path(path_type=Path, file_okay=False), metavar=DIR, help=Words(
            "The evidence folder [default: the one with testigo.toml above here, else ./testigo-evidence].",
            "La carpeta de evidencia [predeterminado: la que tiene testigo.toml, desde aquí hacia arriba; si no, "
            "./testigo-evidence].",
        )),
        LANG,
    ]  # fmt: skip
    if formats:
        options.append(option("--format", type=click.Choice(formats), default=formats[0],
                              show_default=True, help=Words("How to print.", "Formato de salida.")))  # fmt: skip
    return options


class Terminal:
    """Hears what a call says while it is at work: remarks go to stderr, progress is a bar there, on
    terminals only."""

    def __init__(self) -> None:
        self._bar: ProgressBar[int] | None = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *problem: object) -> None:
        self._end()

    def __call__(self, event: testigo.Event) -> None:
        if isinstance(event, testigo.Progress):
            self._show(event)
        elif isinstance(event, testigo.Remark):
            remark(kept(event.text))
        else:
            self._end()

    def _show(self, progress: testigo.Progress) -> None:
        if self._bar is None:
            hidden = not sys.stderr.isatty()
            self._bar = click.progressbar(length=progress.of, file=sys.stderr, hidden=hidden)
            self._bar.__enter__()
        self._bar.update(progress.done - self._bar.pos)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


def first_of(codes: Iterable[ExitCode]) -> ExitCode:
    """What several sources come to: one that can't be read before one in which nothing was found."""
    rank = (ExitCode.USAGE, ExitCode.UNCHECKED, ExitCode.SOUND)
    return min(codes, key=rank.index)


def remark(words: Told | str, **facts: object) -> None:
    """Something to know that stopped nothing, said by the program's name."""
    say(_BY_US, it=Said(words, facts) if isinstance(words, Words) else words)


_BY_US = Words("testigo: {it}", "testigo: {it}")


def write(path: Path, content: str | bytes) -> None:
    """Write a whole file or nothing; raises StoreError with the disk's reason."""
    write_whole(path, content, mode=HANDED_OVER)
