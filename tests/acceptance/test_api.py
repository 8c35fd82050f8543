"""The Python API: its page, its examples, and what it does where the examples don't go."""

from __future__ import annotations

import asyncio
import doctest
import inspect
import json
import re
import runpy
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import testigo
from testigo.demo.world import World
from tests import commands
from tests.commands import ROOT
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

SCRIPT = runpy.run_path(str(ROOT / "docs" / "make_api.py"))
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
GOOD = page("El padrón de usuarios se publica cada trimestre. " * 12)
GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngone"
NEVER = "http://127.0.0.1:2/nunca"


@pytest.fixture
def folder(bench: Bench) -> testigo.Folder:
    return testigo.open(bench.path)


def test_the_page_is_what_the_code_says() -> None:
    assert SCRIPT["page"]() == PAGE, "run: python docs/make_api.py"


def test_the_page_tells_of_every_function_with_an_example() -> None:
    given = {name for name in testigo.__all__ if inspect.isfunction(getattr(testigo, name))}
    assert given - {"silent"} == set(SCRIPT["functions"]())
    assert not [name for name in given if ">>> " not in (getattr(testigo, name).__doc__ or "")]


def test_every_name_is_there_and_nothing_else() -> None:
    for name in testigo.__all__:
        assert getattr(testigo, name) is not None
    assert set(testigo.__all__) <= set(dir(testigo))
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        testigo.chek  # noqa: B018


def test_the_examples_of_the_page(
    bench: Bench, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From top to bottom, over the demo world on this machine."""
    bench.configure(extra='[[schedule]]\ncron = "30 2 * * *"\ntimezone = "America/Mexico_City"\n')
    monkeypatch.chdir(tmp_path)
    Path("informe.md").write_text(world.report(), "utf-8")
    for year, bound in ((2016, "deberá"), (2017, "podrá")):
        text = f"Compromiso {{}}. {{}}\n\nLa Secretaría {bound} publicar {{}}."
        plan = "\n\n".join(text.format(n, t, t) for n, t in enumerate(("agua", "salud"), 1))
        Path(f"plan-{year}.md").write_text(plan, "utf-8")
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
    names = {"testigo": testigo}
    told: list[str] = []
    for world.night, part in enumerate(PAGE.split(SCRIPT["SECOND_NIGHT"]), 1):
        text = "\n".join(re.findall(r"```python\n(>>>.*?\n)```", part, re.DOTALL))
        for name in ("unchanged", "shortened", "goes-404", "board"):
            path = "/" + world.urls[name].split("/", 3)[3]
            text = re.sub(rf"https://\w+\.example{path}(?=\")", world.urls[name], text)
        examples = doctest.DocTestParser().get_doctest(text, names, "docs/api.md", None, 0)
        runner.run(examples, out=told.append, clear_globs=False)
        names = examples.globs
    assert not runner.failures, "".join(told)
    assert runner.tries > 40


READING = {
    "answer": lambda folder: testigo.answer(folder, NEVER),
    "history": lambda folder: testigo.history(folder, NEVER),
    "diff": lambda folder: testigo.diff(folder, NEVER),
    "accept": lambda folder: testigo.accept(folder, NEVER, "why"),
    "overrule": lambda folder: testigo.overrule(folder, NEVER, "why"),
    "report": testigo.report,
    "report_pieces": lambda folder: list(testigo.report_pieces(folder)),
    "status": testigo.status,
    "sources": testigo.sources,
    "citations": testigo.citations,
    "board_history": lambda folder: testigo.board_history(folder, "tablero"),
    "read_capture": lambda folder: testigo.read_capture(folder, "urn:uuid:none"),
    "rejudge": testigo.rejudge,
    "run": testigo.run,
    "verify": testigo.verify,
    "export": lambda folder: testigo.export(folder, folder.path / "x.wacz"),
    "make_key": testigo.make_key,
}


@pytest.mark.parametrize("name", READING)
def test_where_there_is_no_evidence(tmp_path: Path, name: str) -> None:
    folder = testigo.open(tmp_path / "nothing")
    with pytest.raises(testigo.FolderError, match="no evidence here"):
        READING[name](folder)
    assert not folder.path.exists()


def test_a_url_that_was_never_looked_at(folder: testigo.Folder, bench: Bench) -> None:
    bench.cite(NEVER)
    for asked in (testigo.answer, testigo.history):
        with pytest.raises(testigo.UsageError, match="never looked at"):
            asked(folder, NEVER)
    with pytest.raises(testigo.UsageError, match="no capture of this URL"):
        testigo.diff(folder, NEVER)
    with pytest.raises(testigo.UsageError, match="shows no document to accept"):
        testigo.accept(folder, NEVER, "why")


def test_what_is_asked_for_must_be_there(folder: testigo.Folder, bench: Bench) -> None:
    bench.cite(NEVER)
    for wrong in (
        lambda: testigo.report(folder, "papyrus"),
        lambda: testigo.report(folder, source="none"),
        lambda: testigo.citations(folder, source="none"),
        lambda: testigo.export(folder, bench.path / "x.wacz", source="none"),
        lambda: testigo.check(folder, NEVER, cited_on="yesterday"),
        lambda: testigo.add(folder, "r.md", published="2019"),
        lambda: testigo.read_capture(folder, "urn:uuid:none"),
        lambda: testigo.verify(folder, key="no-such.pem"),
        lambda: testigo.merge(folder, bench.path),
        lambda: testigo.schedules(folder),
    ):
        with pytest.raises(testigo.UsageError):
            wrong()
    with pytest.raises(testigo.ConfigError, match="a source's id"):
        testigo.add(folder, "r.md", source_id="../up")
    with pytest.raises(testigo.SourceError, match="No such file"):
        testigo.scan("none.md", folder)
    with pytest.raises(testigo.ConfigError, match="no such file"):
        testigo.open(bench.path, config="none.toml")


def test_an_answer_says_the_same_to_a_program_and_on_the_command_line(
    folder: testigo.Folder, bench: Bench
) -> None:
    schema = json.loads((ROOT / "docs/schema/check.v1.json").read_text("utf-8"))
    with RawServer({"/a": ok(GOOD), "/gone": GONE}) as server:
        answers = testigo.check_many(folder, [server.url("/a"), server.url("/gone")])
    assert [answer.verdict for answer in answers] == ["alive", "missing"]
    assert testigo.exit_code(answers) is testigo.ExitCode.BROKEN
    for answer in answers:
        assert testigo.answer(folder, answer.url) == answer
        assert answer.why("en") != answer.why("es")
        for language in ("en", "es"):
            told = answer.json(language)
            jsonschema.Draft202012Validator(schema).validate(told)
            said = bench.testigo(
                "history", answer.url, "--format", "ndjson", "--lang", language
            ).out
            # a single look says nothing of what all of them add up to
            for name in (
                "seen",
                "offers",
                "person",
                "headline",
                "evidence",
                "would_change",
                "cited_on",
                "next_look",
            ):
                del told[name]
            assert json.loads(said) == {**told, "certainty": None}
    kept = testigo.read_capture(folder, answers[0].capture.id)
    assert (kept.status, kept.media_type) == (200, "text/html")
    assert "El padrón de usuarios" in kept.text
    assert kept.body in ok(GOOD)


def test_a_url_that_cannot_be_asked_for_is_answered(bench: Bench) -> None:
    ours = testigo.open(bench.path)
    crawl = replace(ours.config.crawl, allow_private=False)
    strict = replace(ours, config=replace(ours.config, crawl=crawl))
    odd = ["ftp://a.example/x", "http://[bad", "http://127.0.0.1:2/x"]
    answers = testigo.check_many(strict, odd, archive=False)
    assert [answer.cause for answer in answers] == ["scheme", "malformed", "private-address"]
    assert {answer.exit_code for answer in answers} == {testigo.ExitCode.UNCHECKED}
    assert "red pública" in answers[2].why("es")


def test_when_our_own_network_is_down_nobody_is_missing(bench: Bench) -> None:
    bench.configure()
    text = bench.folder.config.read_text("utf-8")
    bench.folder.config.write_text(
        text.replace("neutral_hosts = []", 'neutral_hosts = ["127.0.0.1:1"]'), "utf-8"
    )
    folder = testigo.open(bench.path)
    bench.cite(NEVER)
    with pytest.raises(testigo.Offline) as raised:
        testigo.check(folder, NEVER)
    assert raised.value.exit_code is testigo.ExitCode.UNCHECKED
    with pytest.raises(testigo.Offline):
        testigo.run(folder)
    assert testigo.status(folder).verdicts == {}


def test_another_thread_may_read_and_must_not_write(folder: testigo.Folder, bench: Bench) -> None:
    with RawServer({"/a": ok(GOOD)}) as server:
        bench.cite(server.url("/a"))
        testigo.run(folder)
    with ThreadPoolExecutor(1) as other, folder.place.hold():
        assert other.submit(testigo.status, folder).result().verdicts == {"alive": 1}
        assert other.submit(testigo.verify, folder).result().sound
        for writing in (
            lambda: testigo.run(folder),
            lambda: testigo.accept(folder, server.url("/a"), "why"),
            lambda: testigo.export(folder, bench.path / "x.wacz"),
        ):
            with pytest.raises(testigo.FolderBusy, match="another run holds this folder"):
                other.submit(writing).result()


def test_a_night_says_how_far_it_has_come(
    folder: testigo.Folder, bench: Bench, tmp_path: Path
) -> None:
    heard: list[testigo.Event] = []
    with RawServer({"/a": ok(GOOD), "/b": ok(GOOD)}) as server:
        bench.cite(server.url("/a"), server.url("/b"))
        (tmp_path / "report.md").unlink()
        night = testigo.run(folder, listener=heard.append)
    looks = [
        event.done
        for event in heard
        if isinstance(event, testigo.Progress) and event.step == "looks"
    ]
    assert looks == [0, 1, 2]
    (remark,) = [event.text for event in heard if isinstance(event, testigo.Remark)]
    assert "its last reading stands" in remark
    assert night.remarks == (remark,)
    assert [event for event in heard if isinstance(event, testigo.Walked)] == [night.walked]
    assert night.walked.verdicts == {"alive": 2}
    assert night.exit_code(strict=True) is testigo.ExitCode.SOUND


def test_a_program_may_walk_as_often_as_it_likes_from_any_thread(
    folder: testigo.Folder, bench: Bench
) -> None:
    with RawServer({"/a": ok(GOOD)}) as server:
        bench.cite(server.url("/a"))
        first = testigo.run(folder)
        server.replies["/a"] = GONE
        second = asyncio.run(asyncio.to_thread(testigo.run, folder, only="all"))
        server.replies["/a"] = ok(GOOD)
        third = testigo.check(folder, server.url("/a"))
    assert [first.exit_code(), second.exit_code()] == [testigo.ExitCode.SOUND] * 2
    assert second.exit_code(strict=True) is testigo.ExitCode.BROKEN
    assert third.verdict == "alive"
    assert len(testigo.history(folder, server.url("/a")).looks) == 3
    assert testigo.verify(folder).sound


def test_importing_costs_nothing() -> None:
    told = commands.python("-c", "import testigo, sys; print(*sys.modules)")
    loaded = set(told.out.split())
    assert not loaded & {"scrapy", "twisted", "sqlite3", "click", "lxml", "evidence.config"}
    opened = commands.python("-c", "import testigo, sys; testigo.open(); print(*sys.modules)")
    assert not set(opened.out.split()) & {"scrapy", "twisted", "sqlite3", "click", "lxml"}
