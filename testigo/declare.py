"""Commands and options whose help is in the reader's language.

Click keeps help as a text; here it keeps words, and which text they are is asked when help is shown.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import click

from evidence.bilingual import Words
from testigo.speech import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = {
    words.en: words
    for words in (
        Words("TEXT", "TEXTO"),
        Words("INTEGER", "ENTERO"),
        Words("INTEGER RANGE", "ENTERO"),
        Words("FLOAT", "NÚMERO"),
        Words("FLOAT RANGE", "NÚMERO"),
        Words("FILE", "ARCHIVO"),
        Words("DIRECTORY", "CARPETA"),
        Words("PATH", "RUTA"),
    )
}
"""What Click writes for a value by its kind."""


_PIECES = {
    words.en: words
    for words in (
        Words("[OPTIONS]", "[OPCIONES]"),
        Words("COMMAND [ARGS]...", "COMANDO [ARGUMENTOS]..."),
    )
}
"""What Click writes of what can follow a command."""


def _metavar(
    words: Words | str | None, made: Callable[[click.Context], str], ctx: click.Context
) -> str:
    if words is None:
        name = made(ctx)
        return _KINDS[name].text(spoken()) if name in _KINDS else name
    return words if isinstance(words, str) else words.text(spoken())


class Option(click.Option):
    """An option that is explained in each language."""

    def __init__(
        self, *args: Any, told: Words, named: Words | str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._told, self._named = told, named

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = inspect.cleandoc(self._told.text(spoken()))
        return super().get_help_record(ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        return _metavar(self._named, super().make_metavar, ctx)


class Argument(click.Argument):
    """An argument that is called by its name in each language."""

    def __init__(self, *args: Any, named: Words | str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._named = named

    def make_metavar(self, ctx: click.Context) -> str:
        return _metavar(self._named, super().make_metavar, ctx)


class Command(click.Command):
    """A command that is explained in each language."""

    def __init__(self, *args: Any, told: Words, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "help": inspect.cleandoc(told.en)})
        self._told = told

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_PIECES[one].text(spoken()) if one in _PIECES else one
                for one in super().collect_usage_pieces(ctx)]  # fmt: skip

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = inspect.cleandoc(self._told.text(spoken()))
        super().format_help_text(ctx, formatter)


def command(name: str, told: Words) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command; ``told`` is what ``--help`` says of it."""
    return click.command(name, cls=Command, told=told)


def option(
    *names: str,
    help: Words,  # noqa: A002 - as Click has it
    metavar: Words | str | None = None,
    **kwargs: Any,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an option, as :func:`click.option` does."""
    return click.option(*names, cls=Option, told=help, named=metavar, help=help.en, **kwargs)


def argument(
    name: str, metavar: Words | str | None = None, **kwargs: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an argument, as :func:`click.argument` does."""
    return click.argument(name, cls=Argument, named=metavar, **kwargs)
