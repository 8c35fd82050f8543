"""``testigo mend``: the report that was registered, with what was confirmed to be lost put right."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from evidence.store import Store
from tests.commands import ROOT
from tests.conftest import Bench
from tests.reports import Sample

LOST, ALTERED, ALIVE = (f"https://agua.example/{name}" for name in ("plan", "acta", "vivo"))
DOUBTED, GONE, MOVED = (f"https://agua.example/{name}" for name in ("duda", "nada", "ido"))
COPY = "https://web.archive.org/web/20250701000000/"


def _bench(bench: Bench, report: Path) -> None:
    """Standings as nights left them: one row a citation."""
    bench.folder.create()
    made = Sample(Store(bench.folder.database), bench.path)
    made.source(location=str(report), language="es")
    made.runs()
    for url, verdict, cause, certainty in (
        (LOST, "missing", "http-404", "confirmed"),
        (ALTERED, "changed", "edited", "confirmed"),
        (ALIVE, "alive", "identical", "confirmed"),
        (DOUBTED, "missing", "http-404", "suspected"),
    ):
        copy = ("wayback", COPY + url, "2025-07-01T00:00:00Z")
        made.cite(url, verdict, cause, certainty=certainty, mementos=(copy,))
    made.cite(GONE)
    made.cite(MOVED, "moved", "redirect", final_url="https://agua.example/nuevo")
    made.store.close()


def _report(tmp_path: Path) -> Path:
    report = tmp_path / "informe.md"
    links = "\n".join(f"- {url}" for url in (LOST, ALTERED, ALIVE, DOUBTED, GONE, MOVED))
    report.write_text(f"# Informe\n\n{links}\n", "utf-8")
    return report


def test_only_confirmed_losses_and_alterations_are_put_right(bench: Bench, tmp_path: Path) -> None:
    report, out = _report(tmp_path), tmp_path / "nuevo.md"
    before = report.read_bytes()
    _bench(bench, report)
    dry = bench.testigo("mend", str(report), "--dry-run", "--lang", "es")
    assert dry.code == 0
    assert "referencias que se corregirían: 2; que se dejarían como están: 0" in dry.err
    assert GONE in dry.err  # nothing can be cited instead, and the editor is told
    assert not out.exists()
    done = bench.testigo("mend", str(report), "--out", str(out), "--lang", "es")
    assert (done.code, done.out.splitlines()[-1]) == (0, str(out))
    expected = before.decode()
    for url in (LOST, ALTERED):
        expected = expected.replace(url, f"{url} [archivado el 1 de julio de 2025: <{COPY}{url}>]")
    assert out.read_text("utf-8") == expected
    assert report.read_bytes() == before


def test_what_moved_or_is_doubted_on_request_and_as_data(bench: Bench, tmp_path: Path) -> None:
    report, out = _report(tmp_path), tmp_path / "nuevo.md"
    _bench(bench, report)
    done = bench.testigo(
        "mend", str(report), "--out", str(out), "--moved", "--unconfirmed", "--style", "swap",
        "--format", "json",
    )  # fmt: skip
    told = json.loads(done.out)
    schema = json.loads((ROOT / "docs/schema/mend.v1.json").read_text("utf-8"))
    jsonschema.validate(told, schema)
    assert {one["url"] for one in told["references"]} == {LOST, ALTERED, DOUBTED, MOVED}
    assert {one["what"] for one in told["references"]} == {"address"}
    assert told["without_replacement"] == [GONE]
    assert "- https://agua.example/nuevo\n" in out.read_text("utf-8")


def test_a_source_is_never_written_over(bench: Bench, tmp_path: Path) -> None:
    report = _report(tmp_path)
    _bench(bench, report)
    done = bench.testigo("mend", str(report), "--out", str(report))
    assert done.code == 2
    assert "name another file" in done.err
    assert bench.testigo("mend", str(report)).code == 2
    assert bench.testigo("mend", str(report), "--dry-run", "--style", "{nuevo}").code == 2
    tracked = bench.testigo("mend", str(report), "--dry-run", "--track-changes")
    assert tracked.code == 2
    assert "DOCX" in tracked.err


def test_another_format_of_a_registered_report_is_put_right_by_what_it_cites(
    bench: Bench, tmp_path: Path
) -> None:
    report = _report(tmp_path)
    _bench(bench, report)
    page = tmp_path / "informe.html"
    page.write_text(f'<p><a href="{LOST}">el plan</a></p>', "utf-8")
    out = tmp_path / "nuevo.html"
    assert bench.testigo("mend", str(page), "--out", str(out)).code == 0
    assert f'data-originalurl="{LOST}"' in out.read_text("utf-8")


def test_losses_that_nothing_can_replace_leave_the_document_as_it_is(
    bench: Bench, tmp_path: Path
) -> None:
    _bench(bench, tmp_path / "informe.md")
    report, out = tmp_path / "perdida.md", tmp_path / "corregida.md"
    report.write_text(f"# Informe\n\n- {GONE}\n", "utf-8")
    for language, nothing, unchanged in (
        ("es", "no se conoce nada que pueda citarse en lugar", "escrito sin ningún cambio en:"),
        ("en", "nothing is known that could be cited instead", "written without a change to:"),
    ):
        done = bench.testigo("mend", str(report), "--out", str(out), "--lang", language)
        assert (done.code, done.out.splitlines()[-1]) == (0, str(out))
        assert nothing in done.err
        assert unchanged in done.err
        assert GONE in done.err
        assert "no reference" not in done.err
        assert "ninguna referencia" not in done.err
        assert out.read_bytes() == report.read_bytes()
    sound = tmp_path / "sana.md"
    sound.write_text(f"- {ALIVE}\n", "utf-8")
    done = bench.testigo("mend", str(sound), "--dry-run", "--lang", "es")
    assert "de ninguna referencia de este documento se ha confirmado" in done.err
