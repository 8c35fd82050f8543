"""What changed: diff, compare, accept, quotes, pages that flip, and judging again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import testigo
from testigo.demo.answers import pdf
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bench

LINES = [
    f"Párrafo {n} del plan, con las metas de la dependencia para el año {2010 + n}."
    for n in range(40)
]
COMMITMENT = "La dependencia deberá publicar todos los contratos de obra firmados durante el año."
OLD = page("\n".join([*LINES[:20], COMMITMENT, *LINES[20:]]))
CUT = page("\n".join(LINES))
REWORDED = page("\n".join([*LINES[:20], COMMITMENT.replace("todos los", "los"), *LINES[20:]]))


@pytest.fixture
def changed(bench: Bench) -> tuple[Bench, str]:
    """A page that lost a commitment between two nights."""
    with RawServer({"/plan": ok(OLD)}) as server:
        bench.cite(server.url("/plan"))
        bench.testigo("run")
        server.replies["/plan"] = ok(CUT)
        bench.testigo("run", "--only", "all")
        return bench, server.url("/plan")


def test_diff_shows_what_was_taken_out_in_every_form(
    changed: tuple[Bench, str], tmp_path: Path
) -> None:
    bench, url = changed
    unified = bench.testigo("diff", url, "--format", "unified", "--lang", "es")
    assert unified.code == 1
    assert "texto retirado" in unified.out
    assert f"- [-{COMMITMENT}-]" in unified.out
    document = json.loads(bench.testigo("diff", url, "--format", "json").out)
    assert document["change"]["kind"] == "removed"
    assert "sentence-removed" in document["change"]["flags"]
    assert COMMITMENT in "".join(o["old"] for o in document["operations"] if o["act"] == "removed")
    for form in ("html", "side-by-side"):
        out = tmp_path / f"{form}.html"
        bench.testigo("diff", url, "--format", form, "--out", str(out))
        text = out.read_text("utf-8")
        assert f"<del>{COMMITMENT}" in text
        assert "<script" not in text
    assert (
        "\x1b[" not in bench.testigo("diff", url).out
    )  # no colours where nobody looks at a terminal
    same = bench.testigo("diff", url, "--from", "2099-01-01")
    assert (same.code, "both times mean the copy of" in same.err) == (2, True)
    nonsense = bench.testigo("diff", url, "--from", "anteayer-no")
    assert (nonsense.code, "is no time" in nonsense.err) == (2, True)
    early = bench.testigo("diff", url, "--to", "2001-01-01")
    assert early.code == 2
    assert "no capture as early as 2001-01-01" in early.err


def test_compare_takes_files_urls_and_captures_of_any_format(bench: Bench, tmp_path: Path) -> None:
    plan = [*LINES[:12], COMMITMENT]
    (tmp_path / "2016.pdf").write_bytes(pdf(*plan))
    (tmp_path / "2018.html").write_bytes(page("\n".join(plan[:-1])))
    done = bench.testigo(
        "compare", str(tmp_path / "2016.pdf"), str(tmp_path / "2018.html"), "--format", "json"
    )
    assert done.code == 1, done.err
    assert json.loads(done.out)["change"]["words_removed"] == len(COMMITMENT.split())
    with RawServer({"/plan": ok(OLD)}) as server:
        bench.testigo("check", server.url("/plan"))
        (capture,) = bench.rows("SELECT id FROM captures WHERE url LIKE '%/plan'")
        assert bench.testigo("compare", server.url("/plan"), capture["id"]).code == 0
    for place, words in (("none.pdf", "No such file"), ("urn:uuid:0", "no capture")):
        bad = bench.testigo("compare", place, str(tmp_path / "2018.html"))
        assert bad.code == 2
        assert words in bad.err
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n%broken")
    broken = bench.testigo("compare", str(tmp_path / "broken.pdf"), str(tmp_path / "2018.html"))
    assert broken.code == 2
    assert "no text can be had" in broken.err


def test_an_accepted_change_alarms_no_more(changed: tuple[Bench, str]) -> None:
    bench, url = changed
    (before,) = bench.rows("SELECT * FROM standings")
    assert before["verdict"] == "changed"
    done = bench.testigo("accept", url, "--note", "lo avisó la dependencia", "--by", "Ana")
    assert done.code == 0, done.err
    (after,) = bench.rows("SELECT * FROM standings")
    assert (after["verdict"], after["certainty"]) == ("alive", "confirmed")
    assert after["baseline_id"] != before["baseline_id"]
    (accepted,) = bench.rows("SELECT * FROM acceptances")
    assert (accepted["by"], accepted["note"]) == ("Ana", "lo avisó la dependencia")
    (entry,) = bench.rows("SELECT detail_json FROM custody WHERE act = 'accepted'")
    assert "lo avisó la dependencia" in entry["detail_json"]
    assert bench.testigo("verify").code == 0
    assert bench.testigo("accept", "http://never.example/", "--note", "x").code == 2


def test_what_a_person_accepted_is_told_wherever_the_citation_is_shown(
    changed: tuple[Bench, str],
) -> None:
    bench, url = changed
    bench.testigo("accept", url, "--note", "lo avisó la dependencia", "--by", "Ana")
    said = "Ana aceptó este cambio el"
    assert said in bench.testigo("history", url, "--lang", "es").out
    for form in ("html", "csv", "markdown", "xlsx", "json"):
        out = bench.path / f"reports/one.{form}"
        bench.testigo("report", "--format", form, "--out", str(out), "--lang", "es")
        text = out.read_bytes()
        if form != "xlsx":  # packed
            assert b"lo avis" in text, form
    answer = testigo.answer(testigo.open(bench.path), url).json()
    person = {"act": "accepted", "by": "Ana", "note": "lo avisó la dependencia", "in_force": True}
    assert {name: answer["person"][name] for name in person} == person
    assert (
        json.loads(bench.testigo("history", url, "--format", "json").out)["person"]
        == answer["person"]
    )


def test_a_loss_that_a_person_says_is_none_alarms_no_more(bench: Bench) -> None:
    gone = b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"
    with RawServer({"/plan": ok(OLD)}) as server:
        url = server.url("/plan")
        bench.cite(url)
        bench.testigo("run")
        refused = bench.testigo("overrule", url, "--note", "abre en mi navegador")
        assert (refused.code, "does not stand as missing" in refused.err) == (2, True)
        server.replies["/plan"] = gone
        assert bench.testigo("run", "--only", "all", "--strict").code == 1
        done = bench.testigo("overrule", url, "--note", "abre en mi navegador", "--by", "Ana")
        assert done.code == 0, done.err
        assert bench.testigo("run", "--only", "all", "--strict").code == 0
        answer = bench.testigo("check", url, "--format", "json")
        told = json.loads(answer.out)
        assert (answer.code, told["verdict"], told["person"]["in_force"]) == (0, "missing", True)
        assert "Ana declaró el" in bench.testigo("history", url, "--lang", "es").out
        out = bench.path / "reports/one.sarif"
        bench.testigo("report", "--format", "sarif", "--out", str(out))
        (result,) = json.loads(out.read_text("utf-8"))["runs"][0]["results"]
        assert "abre en mi navegador" in result["suppressions"][0]["justification"]
        # seen again and lost anew: that is news
        server.replies["/plan"] = ok(OLD)
        bench.testigo("run", "--only", "all")
        server.replies["/plan"] = gone
        assert bench.testigo("run", "--only", "all", "--strict").code == 1
        assert not json.loads(bench.testigo("check", url, "--format", "json").out)["person"][
            "in_force"
        ]
    (entry,) = bench.rows("SELECT detail_json FROM custody WHERE act = 'overruled'")
    assert json.loads(entry["detail_json"])["by"] == "Ana"
    assert bench.testigo("verify").code == 0


def test_a_quote_is_checked_word_for_word(bench: Bench) -> None:
    quote = "deberá publicar todos los contratos de obra firmados"
    with RawServer(
        {"/plan": ok(OLD), "/gone": b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"}
    ) as server:
        states = {}
        for name, body in (("present", OLD), ("altered", REWORDED), ("absent", CUT)):
            server.replies["/plan"] = ok(body)
            done = bench.testigo("check", server.url("/plan"), "--quote", quote, "--format", "json")
            states[name] = (json.loads(done.out)["quote"]["state"], done.code)
        assert states["present"] == ("present", 0)
        assert states["altered"] == ("altered", 1)
        assert states["absent"] == ("absent", 1)
        words = bench.testigo("check", server.url("/plan"), "--quote", quote, "--lang", "es").out
        assert "El pasaje citado no está." in words
        gone = json.loads(
            bench.testigo("check", server.url("/gone"), "--quote", quote, "--format", "json").out
        )
        assert (gone["quote"]["state"], gone["evidence"]) == ("unseen", None)


def test_a_change_that_touches_the_quoted_passage_says_so(bench: Bench, tmp_path: Path) -> None:
    report = tmp_path / "informe.md"
    with RawServer({"/plan": ok(OLD)}) as server:
        report.write_text(
            f"El plan dice «deberá publicar todos los contratos de obra» ({server.url('/plan')}).",
            "utf-8",
        )
        bench.testigo("add", str(report))
        bench.testigo("run")
        server.replies["/plan"] = ok(REWORDED)
        bench.testigo("run", "--only", "all")
    (change,) = bench.rows("SELECT * FROM changes")
    assert "quote-touched" in change["flags_json"]


def test_a_page_that_flips_between_two_texts_is_no_news_every_night(bench: Bench) -> None:
    causes = []
    with RawServer({"/plan": ok(OLD)}) as server:
        bench.cite(server.url("/plan"))
        for body in (OLD, CUT, OLD, CUT, OLD, CUT):
            server.replies["/plan"] = ok(body)
            bench.testigo("run", "--only", "all")
            causes.append(bench.causes()[server.url("/plan")])
    assert causes == [
        "first-look",
        "removed",
        "identical",
        "boilerplate",
        "identical",
        "boilerplate",
    ]
    assert (
        "alternating"
        in bench.rows("SELECT reasons_json FROM checks ORDER BY checked_at")[-1]["reasons_json"]
    )


def test_stored_looks_can_be_judged_again_and_nothing_is_changed(
    changed: tuple[Bench, str],
) -> None:
    bench, _ = changed
    before = bench.rows("SELECT * FROM checks")
    again = bench.testigo("run", "--rejudge")
    assert again.code == 0
    assert "2 looks judged again, 0 would differ" in again.err
    assert bench.rows("SELECT * FROM checks") == before
    assert bench.testigo("verify").code == 0
