"""Why a source could not be fetched is told in the reader's language."""

from __future__ import annotations

import pytest

from crawler.sources.fetch import _UNFETCHED, _words
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage


@pytest.mark.parametrize(
    ("stage", "en", "es"),
    [
        (
            Stage.ADDRESS,
            "private network; with --allow-private",
            "red privada; con --allow-private",
        ),
        (Stage.DNS, "the name could not be looked up: x", "no se pudo resolver el nombre: x"),
        (Stage.TCP, "no connection: x", "no hubo conexión: x"),
        (Stage.TIMEOUT, "no answer in time)", "no respondió a tiempo)"),
        (Stage.INTERNAL, "internal: kind x", "internal: kind x"),  # ours to read
    ],
)
def test_what_failed_is_said(stage: Stage, en: str, es: str) -> None:
    told = _UNFETCHED.of(why=_words(Failure(stage, "kind", "x")))
    assert en in told.text("en")
    assert es in told.text("es")
