"""What all commands share: their common options, the folder they work on, and how they speak."""

from __future__ import annotations

import functools
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import testigo
from evidence.errors import ExitCode
from evidence.files import HANDED_OVER, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click._termui_impl import ProgressBar

    from evidence.bilingual import Language


@dataclass(frozen=True, slots=True)
class App:
    """The common options of one call."""

    folder: testigo.Folder
    format: str
    language: Language
    verbose: bool


def common(*formats: str, lang: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the common options; it is called with an :class:`App` first."""

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(
            *args: Any,
            folder: Path | None,
            config: Path | None,
            allow_private: bool,
            verbose: bool,
            **kwargs: Any,
        ) -> Any:
            place = testigo.open(folder, config=config, allow_private=allow_private)
            app = App(place, kwargs.pop("format", "text"), kwargs.pop("lang", "en"), verbose)
            return function(app, *args, **kwargs)

        for option in _options(formats, lang=lang):
            call = option(call)
        return call

    return wrap


def _options(formats: tuple[str, ...], *, lang: bool) -> list[Callable[..., Any]]:
    options = [
        click.option("-v", "--verbose", is_flag=True, help="Say more; show tracebacks."),
        click.option("--allow-private", is_flag=True,
                     help="Also ask loopback and private networks (link-local ones never)."),
        click.option("--config", type=click.Path(path_type=Path, dir_okay=False),
                     help="Another configuration than the folder's testigo.toml."),
        click.option("--folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
                     help="The evidence folder [default: the one with testigo.toml above here, else "
                          "./testigo-evidence]."),
    ]  # fmt: skip
    if lang:
        options.append(click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True,
                                    envvar="TESTIGO_LANG", help="Language of the answer."))  # fmt: skip
    if formats:
        options.append(click.option("--format", type=click.Choice(formats), default=formats[0],
                                    show_default=True, help="How to print."))  # fmt: skip
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
            say(f"testigo: {event.text}")
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


def say(text: str) -> None:
    """Progress and remarks go to stderr, so that stdout holds data only."""
    click.echo(text, err=True)


def write(path: Path, content: str | bytes) -> None:
    """Write a whole file or nothing; raises StoreError with the disk's reason."""
    write_whole(path, content, mode=HANDED_OVER)
