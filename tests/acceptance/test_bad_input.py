"""Bad input: one clear line, the right exit code, nothing lost or half-written."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from functools import partial
from pathlib import Path

import pytest

from tests import commands
from tests.commands import Done
from tests.conftest import Bench
from tests.servers import RawServer, ok, page
from tests.unit.documents import zipped


def _one_line(done: Done, code: int, *words: str) -> None:
    assert done.code == code, (done.code, done.err)
    assert done.err.strip().count("\n") == 0, done.err
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


BAD_SOURCES = {
    "empty.txt": (b"  \n", "empty"),
    "binary.txt": (b"\x7fELF\0\0\1\2" * 50, "can't be read for citations"),
    "picture.md": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "image/png"),
}


@pytest.mark.parametrize("command", ["scan", "add"])
@pytest.mark.parametrize("name", BAD_SOURCES)
def test_sources_that_hold_nothing_to_read(
    bench: Bench, tmp_path: Path, name: str, command: str
) -> None:
    data, word = BAD_SOURCES[name]
    (tmp_path / name).write_bytes(data)
    _one_line(bench.testigo(command, str(tmp_path / name)), 2, name, word)


HOSTILE_SOURCES = {
    "bomb.docx": (zipped(word__document_xml=bytes(300_000_000)), "unpacks to more than 256 MB"),
    "nested.docx": (zipped(word__document_xml=b"<w:p>" * 200_000), "damaged"),
    "cut.xlsx": (zipped(xl__workbook_xml="<workbook/>")[:-30], "damaged"),
    "cut.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged"),
}


@pytest.mark.parametrize("command", ["scan", "add"])
@pytest.mark.parametrize("name", HOSTILE_SOURCES)
def test_sources_made_to_do_harm(bench: Bench, tmp_path: Path, name: str, command: str) -> None:
    data, word = HOSTILE_SOURCES[name]
    (tmp_path / name).write_bytes(data)
    _one_line(bench.testigo(command, str(tmp_path / name)), 2, name, word)


def test_tags_within_tags_cite_what_they_cite(bench: Bench, tmp_path: Path) -> None:
    nested = "<!doctype html>" + "<div><b>x" * 40_000 + "<a href=https://a.example/1>acta</a>"
    (tmp_path / "nested.html").write_text(nested)
    done = bench.testigo("scan", str(tmp_path / "nested.html"))
    assert (done.code, "https://a.example/1" in done.out) == (0, True), done.err


@pytest.mark.parametrize("command", ["scan", "add"])
def test_a_source_that_is_not_there(bench: Bench, tmp_path: Path, command: str) -> None:
    _one_line(bench.testigo(command, str(tmp_path / "none.md")), 2, "none.md", "No such file")
    _one_line(bench.testigo(command, str(tmp_path)), 2, "folder")


NOTHING = {
    "nada.md": (b"# Informe\n\nSin citas.\n", "no citation was found"),
    "falso.docx": (b"<html><body>No encontrado</body></html>", "is called .docx and is none"),
}


@pytest.mark.parametrize("command", ["scan", "add"])
@pytest.mark.parametrize("name", NOTHING)
def test_a_source_in_which_nothing_is_found_says_so(
    bench: Bench, tmp_path: Path, name: str, command: str
) -> None:
    data, words = NOTHING[name]
    (tmp_path / name).write_bytes(data)
    done = bench.testigo(command, str(tmp_path / name))
    assert done.code == 3
    assert words in done.err
    (tmp_path / "bien.md").write_text("Ver http://a.example/x.")
    both = bench.testigo(command, str(tmp_path / name), str(tmp_path / "bien.md"))
    assert both.code == 3
    assert bench.testigo(command, str(tmp_path / name), "nunca.md").code == 2


def _input(data: bytes) -> None:
    sys.stdin = io.TextIOWrapper(io.BytesIO(data))


def test_a_list_on_the_standard_input(bench: Bench) -> None:
    given = partial(_input, b"http://a.example/x\nhttp://b.example/y\n")
    folder = ("--folder", str(bench.path))
    scanned = commands.run("scan", "-", "--format", "json", *folder, prepare=given)
    told = [one["url"] for one in json.loads(scanned.out)]
    assert told == ["http://a.example/x", "http://b.example/y"]
    added = commands.run("add", "-", "--id", "lista", *folder, prepare=given)
    assert added.out == "lista: 2 citations, 2 new, 0 gone, 0 re-pointed\n"
    (source,) = bench.rows("SELECT location FROM sources")
    assert Path(source["location"]).read_bytes().startswith(b"http://a.example/x")
    empty = commands.run("scan", "-", *folder, prepare=partial(_input, b""))
    assert (empty.code, empty.err) == (2, "testigo: -: the file is empty\n")


def test_one_bad_source_does_not_stop_the_others(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("See http://a.example/x.")
    done = bench.testigo(
        "scan", str(tmp_path / "none.md"), str(tmp_path / "good.md"), "--format", "ndjson"
    )
    assert done.code == 2
    assert "http://a.example/x" in done.out


def test_broken_utf8_is_read_all_the_same(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_bytes(b"Informe con acentos: " + b"\xf3\xff http://a.example/x.\n")
    done = bench.testigo("scan", str(tmp_path / "r.txt"))
    assert done.code == 0
    assert "http://a.example/x" in done.out


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "r.md").write_text("http://a.example/x")
    folder = str(tmp_path / "file" / "evidence")
    _one_line(commands.run("add", str(tmp_path / "r.md"), "--folder", folder), 2, "--folder")


@pytest.mark.parametrize(
    "command", [["run"], ["report"], ["status"], ["verify"], ["history", "http://a.example/"]]
)
def test_commands_that_need_evidence_say_how_to_start(tmp_path: Path, command: list[str]) -> None:
    done = commands.run(*command, "--folder", str(tmp_path / "none"))
    _one_line(done, 2, "testigo add")


def test_a_configuration_with_an_unknown_key(bench: Bench) -> None:
    bench.folder.config.write_text("[crawl]\ntimeuot = 3\n", "utf-8")
    _one_line(bench.testigo("status"), 2, "timeuot", "did you mean 'timeout'?")


@pytest.fixture
def filled(bench: Bench) -> Bench:
    with RawServer({"/a": ok(page("Texto de una página. " * 30))}) as server:
        bench.cite(server.url("/a"))
        bench.testigo("run")
    return bench


@pytest.mark.parametrize("command", [["run"], ["report"], ["status"], ["verify"]])
def test_a_damaged_database_is_named_and_left_alone(filled: Bench, command: list[str]) -> None:
    filled.folder.database.write_bytes(b"this is no database" * 500)
    _one_line(filled.testigo(*command), 2, "damaged", "WARC files are untouched")
    assert filled.folder.database.read_bytes() == b"this is no database" * 500


def test_a_database_of_a_newer_version_is_refused(filled: Bench) -> None:
    with sqlite3.connect(filled.folder.database) as raw:
        raw.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('testigo','m99','')"
        )
    raw.close()
    _one_line(filled.testigo("run"), 2, "newer Testigo")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["add", "x.md", "--id", "../etc"], "id"),
        (["add", "x.md", "--published", "last year"], "2019-09-30"),
        (["run", "--source", "nobody"], "nobody"),
        (["report", "--source", "nobody"], "nobody"),
        (["history", "http://never.example/"], "never looked at"),
    ],
)
def test_what_is_not_there(filled: Bench, arguments: list[str], word: str) -> None:
    _one_line(filled.testigo(*arguments), 2, word)


def test_a_report_that_can_not_be_written_leaves_nothing(filled: Bench) -> None:
    _one_line(
        filled.testigo("report", "--out", str(filled.folder.config / "x.html")),
        2,
        "can't be written",
    )


def test_terminal_escapes_of_a_source_are_inert(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(
        "Claim \x1b[31mred\x1b]0;title\x07 \u202egnp http://a.example/x ok."
    )
    done = bench.testigo("scan", str(tmp_path / "r.txt"))
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


@pytest.mark.parametrize("command", ["status", "run", "doctor"])
def test_a_configuration_that_is_named_and_not_there(bench: Bench, command: str) -> None:
    _one_line(bench.testigo(command, "--config", "otra.toml"), 2, "otra.toml", "no such file")
