"""A text in each language: which one is given, and what becomes of its facts; and a further language, which
is a catalogue and its code."""

from __future__ import annotations

import logging
import os
import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po, write_po

from evidence import bilingual, catalogues
from evidence.bilingual import Counted, SpokenLog, Words, counted
from evidence.errors import RecordError, SourceError, UsageError
from tests import commands
from tests.commands import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = (Words("{count} page", "{count} página"), Words("{count} pages", "{count} páginas"))
HEAD = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""
TEMPLATE = runpy.run_path(str(ROOT / "docs" / "make_catalogue.py"))
PORTUGUESE: Any = "pt"
"""No language of ours, as far as types go."""


def test_each_reader_gets_the_text_in_his_language() -> None:
    words = Words("{n} missing", "{n} desaparecidos")
    assert (words.text("en"), words.text("es")) == ("{n} missing", "{n} desaparecidos")
    assert words.filled("es", {"n": 2}) == "2 desaparecidos"
    assert words.filled("en", {}) == "? missing", "an unknown fact is no error"


def test_a_text_can_be_written_once_for_each_language() -> None:
    assert Words.each(lambda language: f"in {language}") == Words("in en", "in es")


def test_a_fact_with_words_of_its_own_is_told_in_the_same_language() -> None:
    said = Words("of {pages}: {why}", "de {pages}: {why}").of(
        pages=Counted(PAGES, 1), why=UsageError(Words("no {it!r}", "sin {it!r}"), it="{braces}")
    )
    assert said.text("es") == "de 1 página: sin '{braces}'"
    assert str(said) == "of 1 page: no '{braces}'"


def test_an_error_is_told_in_each_language_and_logged_in_english() -> None:
    error = SourceError("a.pdf", Words("status {status}", "código {status}"), status=404)
    assert (str(error), error.text("es")) == ("a.pdf: status 404", "a.pdf: código 404")
    assert error.problem == "status 404"
    nested = SourceError("b.pdf", error)
    assert nested.text("es") == "b.pdf: a.pdf: código 404"
    assert RecordError("a.warc", 7, Words("x", "y")).text("es") == "a.warc, byte 7: y"
    assert UsageError("what a machine said: {}").text("es") == "what a machine said: {}"


@pytest.fixture
def portuguese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of Portuguese, to be written by the test."""
    monkeypatch.setattr(catalogues, "HERE", tmp_path)
    catalogues._catalogue.cache_clear()
    yield tmp_path / "pt.po"
    catalogues._catalogue.cache_clear()


def test_a_further_language_comes_out_of_its_catalogue(portuguese: Path) -> None:
    portuguese.write_text(
        f'{HEAD}msgid "{{n}} missing"\nmsgstr "{{n}} desaparecidos (pt)"\n\n'
        'msgid "{count} page"\nmsgid_plural "{count} pages"\n'
        'msgstr[0] "{count} página (pt)"\nmsgstr[1] "{count} páginas (pt)"\n',
        "utf-8",
    )
    assert Words("{n} missing", "").filled(PORTUGUESE, {"n": 2}) == "2 desaparecidos (pt)"
    assert counted(PAGES, 0, PORTUGUESE) == "0 página (pt)", "the catalogue's own rule of plurals"
    assert counted(PAGES, 2, PORTUGUESE) == "2 páginas (pt)"
    assert Words("not there", "").text(PORTUGUESE) == "not there"
    assert Words("", "").text(PORTUGUESE) == ""


@pytest.mark.parametrize("said", ["{m} faltam", "faltam", "{n} {m}", "{n", "{n!r}", "{n:>9}"])
def test_a_translation_with_other_facts_is_not_taken(portuguese: Path, said: str) -> None:
    portuguese.write_text(f'{HEAD}msgid "{{n}} missing"\nmsgstr "{said}"\n', "utf-8")
    assert Words("{n} missing", "").filled(PORTUGUESE, {"n": 2}) == "2 missing"


def test_a_text_that_was_written_once_for_each_language_needs_no_catalogue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bilingual, "LANGUAGES", ("en", "es", "pt"))
    assert Words.each(lambda language: f"in {language}").text(PORTUGUESE) == "in pt"


def _speak_portuguese() -> None:
    """What the one line would do."""
    bilingual.LANGUAGES = (*bilingual.LANGUAGES, PORTUGUESE)
    catalogues.HERE = Path(os.environ["CATALOGUES"])


def test_a_catalogue_and_a_code_are_a_language_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "pt.po").write_text(
        f'{HEAD}msgid "No such command {{name!r}}."\nmsgstr "Não há o comando {{name!r}}."\n',
        "utf-8",
    )
    done = commands.run(
        "chek", prepare=_speak_portuguese, TESTIGO_LANG="pt_BR", CATALOGUES=str(tmp_path)
    )
    assert "Não há o comando 'chek'." in done.err
    assert done.code == 2


RENDER = """
import sys
from pathlib import Path
from evidence import bilingual, catalogues
bilingual.LANGUAGES = (*bilingual.LANGUAGES, "pt")
catalogues.HERE = Path(sys.argv[1])
from evidence.reports import certificate_words
from tests.reports import small
print(small(catalogues.HERE).render("html").decode())
print(certificate_words.below(certificate_words.WORDS["title"]))
"""


def test_a_page_of_all_languages_has_a_further_one_without_a_line_of_code(tmp_path: Path) -> None:
    (tmp_path / "pt.po").write_text(
        f'{HEAD}msgid "Certificate of capture"\nmsgstr "Certificado de captura (pt)"\n\n'
        'msgid "page not found (404)"\nmsgstr "página não encontrada (404)"\n\n'
        'msgid "Summary"\nmsgstr "Resumo (pt)"\n\n'
        'msgid "The server answers that there is no such page (404 Not Found)."\n'
        'msgstr "O servidor responde que a página não existe."\n',
        "utf-8",
    )
    done = commands.python("-c", RENDER, str(tmp_path), PYTHONPATH=str(ROOT))
    assert done.code == 0, done.err
    page = done.out
    for part in (
        'id="lang-pt"',
        ":root:has(#lang-pt:checked) .es { display: none; }",
        '<span class="pt" lang="pt">Resumo (pt)</span>',
        '"pt":"página não encontrada (404)"',
        '"pt":"O servidor responde que a página não existe."',
        '"languages":["en","es","pt"]',
        '<span lang="pt">Certificado de captura (pt)</span>',
    ):
        assert part in page, part


def test_the_template_has_every_text_and_its_plural(tmp_path: Path) -> None:
    found = TEMPLATE["template"]()
    ids = {message.id for message in found}
    assert ("{count} citation", "{count} citations") in ids
    assert "Broken-evidence report" in ids
    path = tmp_path / "testigo.pot"
    with path.open("wb") as file:
        write_po(file, found)
    with path.open("rb") as file:
        assert len(read_po(file)) == len(found) > 500


def test_a_log_speaks_its_readers_language() -> None:
    made = Words("made {file}", "se creó {file}").of(file="a")
    for record, said in ((made, "se creó a"), ("plain %s", "plain x")):
        args = () if record is made else ("x",)
        line = logging.LogRecord("testigo", logging.WARNING, "", 0, record, args, None)
        assert SpokenLog(lambda: "es").format(line) == said
        assert line.getMessage() in ("made a", "plain x"), "for machines it is in English"
