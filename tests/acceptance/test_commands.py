"""The commands as a user calls them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from tests import commands
from tests.commands import ROOT
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

GOOD = page("El padrón de usuarios se publica cada trimestre. " * 12)
GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngone"


def _validate(document: object, name: str) -> None:
    schemas = {
        path.name: json.loads(path.read_text("utf-8"))
        for path in (ROOT / "docs/schema").glob("*.json")
    }
    registry: Registry[object] = Registry().with_resources(
        [(key, Resource.from_contents(schema)) for key, schema in schemas.items()]
    )
    jsonschema.Draft202012Validator(schemas[name], registry=registry).validate(document)


def test_from_a_report_to_what_is_broken(bench: Bench, tmp_path: Path) -> None:
    with RawServer({"/plan": ok(GOOD), "/minuta": ok(GOOD)}) as server:
        report = tmp_path / "informe.md"
        report.write_text(
            "# Informe\n\nEl plan fija metas.[1] La minuta lo confirma.[2]\n\n"
            f"[1] Disponible en: {server.url('/plan')}.\n[2] Véase {server.url('/minuta')}, consultada en 2019.\n",
            "utf-8",
        )
        scanned = json.loads(bench.testigo("scan", str(report), "--format", "json").out)
        _validate(scanned, "scan.v1.json")
        assert [(c["url"], c["marker"], c["claim"]) for c in scanned] == [
            (server.url("/plan"), "1", "El plan fija metas."),
            (server.url("/minuta"), "2", "La minuta lo confirma."),
        ]
        assert all(c["end"] - c["start"] == len(c["raw"]) for c in scanned)
        assert not bench.folder.database.exists()

        assert (
            bench.testigo("add", str(report), "--published", "2019-09-30").out
            == "informe: 2 citations, 2 new, 0 gone, 0 re-pointed\n"
        )
        assert bench.testigo("add", str(report)).out == "informe: 2 citations, unchanged\n"
        assert bench.testigo("run").code == 0
        server.replies["/minuta"] = GONE
        assert (
            bench.testigo("run", "--only", "all").code == 0
        )  # one look is a suspicion, no loss yet
        assert bench.testigo("run", "--only", "all", "--strict").code == 1

    built = json.loads(
        bench.testigo("report", "--format", "json", "--out", "-", "--lang", "es").out
    )
    _validate(built, "report.v1.json")
    assert built["summary"]["verdicts"] == {"alive": 1, "missing": 1}
    assert [c["url"] for c in built["citations"]] == [server.url("/minuta")]
    assert built["citations"][0]["claim"] == "La minuta lo confirma."
    assert "no existe" in built["citations"][0]["check"]["reasons"][0]["text"]
    everything = json.loads(bench.testigo("report", "--format", "json", "--out", "-", "--all").out)
    assert len(everything["citations"]) == 2

    table = bench.testigo("report", "--format", "csv", "--out", "-").out
    (row,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    assert (row["verdict"], row["certainty"], row["marker"]) == ("missing", "suspected", "2")

    written = bench.testigo("report")
    assert Path(written.out.strip()).read_text("utf-8").count("<q>") == 1
    assert bench.testigo("verify").code == 0, "the custody log tells of the report"

    story = bench.testigo("history", server.url("/minuta"), "--lang", "es").out
    assert story.splitlines()[-1].startswith("→ desaparecido (sospecha), desde")
    assert len(story.splitlines()) == 4
    status = json.loads(bench.testigo("status", "--format", "json").out)
    assert status["verdicts"] == {"alive": 1, "missing": 1}
    assert status["last_run"]["state"] == "finished"


def test_check_answers_with_the_full_story(bench: Bench) -> None:
    offering = GOOD.replace(b"</body>", b"<p><a href='/acta.pdf'>Acta</a></p></body>")
    with RawServer({"/a": ok(offering), "/gone": GONE}) as server:
        alive = bench.testigo("check", server.url("/a"), "--format", "json")
        _validate(json.loads(alive.out), "check.v1.json")
        assert json.loads(alive.out)["offers"] == [{"url": server.url("/acta.pdf"), "text": "Acta"}]
        assert alive.code == 0
        both = bench.testigo("check", server.url("/a"), server.url("/gone"), "--format", "json")
        answers = json.loads(both.out)
        assert both.code == 1
        for answer in answers:
            _validate(answer, "check.v1.json")
        assert [(a["verdict"], a["cause"]) for a in answers] == [
            ("alive", "identical"),
            ("missing", "http-404"),
        ]
        spanish = bench.testigo("check", server.url("/gone"), "--lang", "es").out
        assert "DESAPARECIDO (sospecha)" in spanish
        assert "El servidor responde que la página no existe" in spanish
        lines = bench.testigo(
            "check", server.url("/a"), server.url("/gone"), "--format", "ndjson"
        ).out.splitlines()
        assert [json.loads(line)["verdict"] for line in lines] == ["alive", "missing"]
    odd = bench.testigo("check", "ftp://a.example/x", "http://[bad", "--format", "json")
    assert odd.code == 3
    assert [a["cause"] for a in json.loads(odd.out)] == ["scheme", "malformed"]


BY_URL = """
SELECT c.id, c.gone_since, c.repointed_to FROM citations c JOIN urls u ON u.id = c.url_id WHERE u.url = ?
"""


def test_a_source_that_changes_is_read_again(bench: Bench, tmp_path: Path) -> None:
    report = tmp_path / "r.md"
    with RawServer({"/a": ok(GOOD), "/b": ok(GOOD)}) as server:
        report.write_text(f"Uno {server.url('/a')} y dos {server.url('/b')}.", "utf-8")
        bench.testigo("add", str(report))
        bench.testigo("run")
        first = bench.rows(BY_URL, server.url("/a"))
        report.write_text(f"Antes.\n\nUno {server.url('/a')} y tres {server.url('/c')}.", "utf-8")
        bench.testigo("run", "--only", "all")
    assert bench.rows(BY_URL, server.url("/a")) == first  # text added above changes no id
    (gone,) = bench.rows(BY_URL, server.url("/b"))
    (new,) = bench.rows(BY_URL, server.url("/c"))
    assert gone["gone_since"]
    assert gone["repointed_to"] in (None, new["id"])
    assert len(bench.rows("SELECT * FROM source_versions")) == 2
    assert bench.causes()[server.url("/c")] == "http-404"
    report.unlink()
    done = bench.testigo("run", "--only", "all")
    assert "its last reading stands" in done.err
    assert bench.testigo("verify").code == 0


def test_a_report_on_the_web_is_a_source(bench: Bench) -> None:
    with RawServer({}) as server:
        server.replies["/informe"] = ok(page(f"Véase {server.url('/plan')}."))
        server.replies["/plan"] = ok(GOOD)
        assert "1 citation," in bench.testigo("add", server.url("/informe")).out
        assert bench.testigo("scan", server.url("/plan")).code == 3  # it cites nothing
        missing = bench.testigo("scan", server.url("/nada"))
        assert missing.code == 2
        assert "status 404" in missing.err
        assert bench.testigo("run").code == 0


def test_scrapy_itself_can_list_and_crawl(bench: Bench) -> None:
    assert commands.python("-m", "scrapy", "list").out.split() == ["board", "citations"]
    with RawServer({"/a": ok(GOOD)}) as server:
        bench.cite(server.url("/a"))
        done = commands.python("-m", "scrapy", "crawl", "citations", "-a", f"folder={bench.path}")
        assert done.code == 0, done.err
    assert bench.causes() == {server.url("/a"): "first-look"}
    assert bench.rows("SELECT state FROM runs") == [{"state": "finished"}]
    assert bench.testigo("verify").code == 0


def test_init_writes_a_configuration_once(bench: Bench) -> None:
    bench.folder.config.unlink()
    assert bench.testigo("init").code == 0
    again = bench.testigo("init")
    assert (again.code, "--force" in again.err) == (2, True)
    assert bench.testigo("init", "--force").code == 0


def test_doctor_says_what_to_do(bench: Bench) -> None:
    signs = json.loads(bench.testigo("doctor", "--format", "json").out)
    whats = {sign["what"] for sign in signs}
    assert whats >= {"python", "contact", "folder", "disk", "network", "clock"}
    bench.cite("http://127.0.0.1:2/x")
    bench.folder.config.write_text("[crawl]\n", "utf-8")
    done = bench.testigo("doctor")
    assert "BAD  contact: none; put an address under [crawl]" in done.out
    for line in (
        "permissions: all",
        "database: sound",
        "last run: none yet",
    ):
        assert f"ok   {line}" in done.out
    assert "note next run: no night is scheduled" in done.out
    assert done.code == 2
    bench.configure(extra='[[schedule]]\ncron = "30 2 * * *"\n')
    done = bench.testigo("doctor")
    assert "BAD  service: never started here; start testigo serve" in done.out
    assert "next run: 'night'" in done.out


@pytest.mark.parametrize(
    "arguments", [["--help"], ["run", "--help"], ["check", "-h"], ["--version"]]
)
def test_help_and_version(arguments: list[str]) -> None:
    done = commands.run(*arguments)
    assert done.code == 0
    assert "Traceback" not in done.err


def test_the_check_decides_between_two_readings_of_a_broken_url(
    bench: Bench, tmp_path: Path
) -> None:
    """A space broke the URL; the likely repair leads nowhere, the other reading shows the
    document."""
    report = tmp_path / "r.txt"
    with RawServer({"/file/d/": ok(GOOD)}) as server:
        broken = server.url("/file/d/ 16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa/view?usp=sharing")
        report.write_text(f"Ver la minuta: {broken}.\n", "utf-8")
        bench.testigo("add", str(report))
        (row,) = bench.rows("SELECT c.*, u.url FROM citations c JOIN urls u ON u.id = c.url_id")
        assert row["url"].endswith("/16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa/view?usp=sharing")
        bench.testigo("run")
    (row,) = bench.rows("SELECT c.*, u.url FROM citations c JOIN urls u ON u.id = c.url_id")
    assert row["url"] == server.url("/file/d/")
    assert "checked" in row["repairs_json"]
    assert row["raw"].startswith(server.url("/file/d/ 16NU9"))
    assert bench.testigo("verify").code == 0


def test_another_reading_is_no_citation_and_waits_until_the_likely_one_is_missing(
    bench: Bench, tmp_path: Path
) -> None:
    likely = "/file/d/16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa"
    with RawServer({likely: ok(GOOD), "/file/d/": ok(GOOD)}) as server:
        broken = server.url("/file/d/ 16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa")
        (tmp_path / "r.txt").write_text(f"Ver la minuta: {broken}.\n", "utf-8")
        added = bench.testigo("add", str(tmp_path / "r.txt"), "--lang", "es")
        assert added.out == "r: 1 cita, nuevas: 1, retiradas: 0, con otra dirección: 0\n"
        key, told = added.err.splitlines()
        assert key.startswith("esta carpeta se firma con una clave que se acaba de crear: ")
        assert told == "  1 dirección"
        assert json.loads(bench.testigo("status", "--format", "json").out)["due"] == 1
        bench.testigo("run")
        assert "/file/d/" not in server.asked
        server.replies[likely] = GONE
        bench.testigo("run", "--only", "all")
        assert server.asked["/file/d/"]
    (scanned,) = json.loads(bench.testigo("scan", str(tmp_path / "r.txt"), "--format", "json").out)
    assert scanned["alternatives"] == [server.url("/file/d/")]


def test_a_viewer_is_kept_and_its_document_looked_at_beside_it(
    bench: Bench, tmp_path: Path
) -> None:
    (tmp_path / "r.txt").write_text(
        "Ver https://drive.google.com/file/d/1EstFhhFgde_1LiMEWEQmQSzP1MV8AlXK/view.\n"
    )
    bench.testigo("add", str(tmp_path / "r.txt"))
    (cited,) = bench.rows("SELECT u.url FROM citations c JOIN urls u ON u.id = c.url_id")
    assert cited["url"].endswith("/view")
    (beside,) = bench.rows("SELECT d.kind, u.url FROM candidates d JOIN urls u ON u.id = d.url_id")
    assert beside == {
        "kind": "document",
        "url": "https://drive.google.com/uc?export=download&id=1EstFhhFgde_1LiMEWEQmQSzP1MV8AlXK",
    }
    assert json.loads(bench.testigo("status", "--format", "json").out)["due"] == 2


def test_what_scan_and_add_say_is_said_in_spanish_too(tmp_path: Path) -> None:
    source = tmp_path / "informe.md"
    source.write_text(
        "Véase https://a.example/minuta.pdf, consultado el 3 de mayo de 2020.\n", "utf-8"
    )
    folder = str(tmp_path / "e")
    scanned = commands.run("scan", "--lang", "es", str(source))
    assert "https://a.example/minuta.pdf (consultado el 2020-05-03)" in scanned.out
    assert "1 cita, 1 dirección" in scanned.err
    added = commands.run("add", "--folder", folder, "--lang", "es", str(source))
    assert "informe: 1 cita, nuevas: 1, retiradas: 0, con otra dirección: 0" in added.out
    again = commands.run("add", "--folder", folder, str(source))
    assert "informe: 1 citation, unchanged" in again.out
