"""A word of the reader's language that is typed for a command leads to it."""

from __future__ import annotations

import click
import pytest

from testigo.cli import COMMANDS, cli
from testigo.command_names import _MEANT, meant


def test_every_command_has_words_and_no_word_means_two() -> None:
    assert _MEANT.keys() == COMMANDS.keys()
    words = [word for told in _MEANT.values() for word in told.split()]
    assert len(words) == len(set(words))
    assert not set(words) & COMMANDS.keys()  # a command that there is needs no hint


@pytest.mark.parametrize(
    ("typed", "command"),
    [("estado", "status"), ("Cronología", "history"), ("añadir", "add"), ("verificar", "verify")],
)
def test_a_spanish_word_leads_to_its_command(typed: str, command: str) -> None:
    assert meant(typed) == command
    with pytest.raises(click.NoSuchCommand) as raised:
        cli.main([typed], prog_name="testigo", standalone_mode=False)
    assert f"{command!r}?" in raised.value.format_message()


def test_other_words_are_told_as_before() -> None:
    assert meant("xyzzy") is None
    with pytest.raises(click.NoSuchCommand) as raised:
        cli.main(["stats"], prog_name="testigo", standalone_mode=False)
    assert "status" in raised.value.format_message()
