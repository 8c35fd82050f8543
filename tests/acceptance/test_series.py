"""``testigo series`` as a user sees it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from tests.commands import ROOT, run
from tests.servers import RawServer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bench

OLD = """Compromiso 1. Agua

La Comisión deberá publicar las mediciones de todas las cuencas antes de junio de 2017.

Compromiso 2. Salud

La Secretaría publicará 32 informes de hospitales con sus indicadores de espera."""


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    (tmp_path / "plan-2016.txt").write_text(OLD, "utf-8")
    weaker = OLD.replace("deberá", "podrá").replace("32 informes", "12 informes")
    (tmp_path / "plan-2017.txt").write_text(weaker, "utf-8")
    page = "".join(f"<p>{part}</p>" for part in OLD.split("\n\n"))
    (tmp_path / "otra-2018.html").write_text(f"<h1>Plan</h1>{page}", "utf-8")
    return tmp_path


def series(plans: Path, *names: str, also: tuple[str, ...] = ()) -> tuple[int, str, str]:
    files = (str(plans / name) for name in names)
    done = run("series", "Plan", *files, "--folder", str(plans / "none"), *also)
    return done.code, done.out, done.err


@pytest.mark.parametrize(
    ("language", "said"), [("en", "who was bound"), ("es", "la obligación se relajó")]
)
def test_what_was_weakened_is_told_and_ends_with_1(plans: Path, language: str, said: str) -> None:
    code, out, _ = series(plans, "plan-2017.txt", "plan-2016.txt", also=("--lang", language))
    assert code == 1
    assert out.index("2016") < out.index("2017")
    assert said in out
    assert "deberá publicar" in out
    assert "podrá publicar" in out


def test_the_same_words_in_another_format_end_with_0(plans: Path) -> None:
    assert series(plans, "plan-2016.txt", "otra-2018.html")[0] == 0
    assert series(plans, "plan-2016.txt", "plan-2016.txt")[0] == 0


def test_json_keeps_to_its_schema(plans: Path) -> None:
    schema = json.loads((ROOT / "docs/schema/series.v1.json").read_text("utf-8"))
    code, out, _ = series(plans, "plan-2016.txt", "plan-2017.txt", also=("--format", "json"))
    assert code == 1
    jsonschema.validate(json.loads(out), schema)


def test_what_cant_be_told_ends_with_3_and_what_is_not_there_with_2(plans: Path) -> None:
    (plans / "carta-2019.txt").write_text("Una carta sin partes.\nNada se distingue.", "utf-8")
    code, out, _ = series(plans, "plan-2016.txt", "carta-2019.txt", "otra-2018.html")
    assert code == 3
    assert "no commitments" in out
    code, _, err = series(plans, "plan-2016.txt", "none.txt")
    assert (code, "can't be read" in err) == (2, True)
    code, _, err = series(plans, "plan-2016.txt", also=("--date", "soon"))
    assert (code, "a date is written" in err) == (2, True)


def test_a_page_is_one_file_that_asks_for_nothing(plans: Path) -> None:
    out = plans / "plan.html"
    code, _, err = series(
        plans, "plan-2016.txt", "plan-2017.txt", also=("--format", "html", "--out", str(out))
    )
    assert code == 1
    assert "written to" in err
    page = out.read_text("utf-8")
    assert "default-src &#39;none&#39;" in page
    assert not [word for word in ("<script", "http://", "https://", "src=") if word in page]


def page(text: str) -> bytes:
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return answer(f"<!doctype html><html><body><h1>Plan</h1>{body}</body></html>".encode())


def answer(body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + body


def test_versions_are_kept_told_of_and_taken_out(bench: Bench, plans: Path) -> None:
    files = [str(plans / name) for name in ("plan-2017.txt", "plan-2016.txt")]
    done = bench.testigo("series", "plan", "add", *files, "--format", "json")
    assert done.code == 1
    assert [one["id"] for one in json.loads(done.out)["versions"]] == ["2016", "2017"]
    assert "there already" in bench.testigo("series", "plan", "add", files[0]).err
    (plans / "plan-2016.txt").unlink()  # what was read is kept
    assert bench.testigo("series", "plan").code == 1
    assert bench.testigo("series").out == "plan\n"
    assert bench.testigo("verify").code == 0
    assert bench.testigo("series", "plan", "remove", "2018").code == 2
    assert bench.testigo("series", "plan", "remove", "2017").code == 0
    assert bench.testigo("series", "plan").code == 0
    assert bench.testigo("series", "other").code == 2


def test_a_night_takes_in_a_new_version_and_tells_what_it_weakened(
    bench: Bench, plans: Path
) -> None:
    with RawServer({"/plan": page(OLD), "/a": page("Una página citada.")}) as server:
        bench.configure(
            extra=f'[notify]\nto = ["{server.url("/hook")}"]\nlanguage = "es"\n'
            f'[[series]]\nname = "plan"\nlocation = "{server.url("/plan")}"\n'
            f'versions = ["2016 {plans / "plan-2016.txt"}"]\n'
        )
        bench.cite(server.url("/a"))
        night = ("run", "--only", "all", "--no-archive", "--allow-private")
        assert "series" not in bench.testigo(*night).err  # the same words in another format
        server.replies["/plan"] = page(OLD.replace("deberá", "podrá"))
        assert "its new version says less" in bench.testigo(*night).err
        (told,) = bench.rows("SELECT kind, facts_json FROM troubles WHERE kind = 'series'")
        assert "deberá" in told["facts_json"]
        server.replies["/plan"] = answer(b"<h1>404</h1><p>No existe.</p>", "404 Not Found")
        assert "can't be fetched" in bench.testigo(*night).err
        server.replies["/plan"] = page("Inicie sesión para continuar.")
        assert "no version of the plan" in bench.testigo(*night).err
        assert len(bench.rows("SELECT 1 FROM series_versions")) == 2
        assert len(bench.rows("SELECT 1 FROM troubles WHERE kind = 'series'")) == 1
    assert bench.testigo("verify").code == 0


@pytest.mark.parametrize(
    "wrong",
    [
        'name = "a b"',
        'name = "a"\nlocation = "plan.pdf"',
        'name = "a"\nversions = ["plan.pdf"]',
        'nome = "a"',
    ],
)
def test_what_the_configuration_says_wrongly_is_named(bench: Bench, wrong: str) -> None:
    bench.configure(extra=f"[[series]]\n{wrong}\n")
    done = bench.testigo("series")
    assert done.code == 2
    assert "series" in done.err
