"""What is watched, and what is left out on purpose: ``testigo sources``, tags, ``[[ignore]]``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from testigo.demo.world import World
    from tests.conftest import Bench

NIGHT = ("run", "--only", "all", "--no-archive")
IGNORE = """
[[ignore]]
pattern = "{pattern}"
reason = "kept elsewhere_50%"
{until}
"""


@pytest.fixture
def urls(world: World) -> list[str]:
    return [str(url) for url in world.urls.values()][:3]


def report(bench: Bench, *options: str) -> dict[str, Any]:
    done = bench.testigo("report", "--format", "json", "--all", "--out", "-", *options)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def listed(bench: Bench) -> dict[str, dict[str, Any]]:
    done = bench.testigo("sources", "--format", "json")
    assert done.code == 0, done.err
    return {one["id"]: one for one in json.loads(done.out)}


def looks(bench: Bench) -> int:
    (row,) = bench.rows("SELECT COUNT(*) AS n FROM checks")
    return int(row["n"])


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_is_left_out_on_purpose_is_said_and_not_looked_at(
    bench: Bench, urls: list[str], workers: str
) -> None:
    host = urls[0].partition("://")[2].partition("/")[0]
    bench.configure(extra=IGNORE.format(pattern=f"{host}/*", until=""))
    bench.cite(*urls)
    night = bench.testigo(*NIGHT, "--workers", workers)
    assert "left out on purpose, by [[ignore]] in testigo.toml: 1" in night.err
    assert urls[0] not in bench.causes()
    assert set(urls[1:]) <= set(bench.causes())
    told = report(bench)
    assert [(one["reason"], one["citations"]) for one in told["left_out_on_purpose"]] == [
        ("kept elsewhere_50%", 1)
    ]
    assert told["summary"]["cited"] == told["summary"]["urls"] == 2
    assert urls[0] not in [one["url"] for one in told["citations"]]
    assert "1 more is left out on purpose." in told["headline"]
    for form in ("html", "markdown"):
        text = bench.testigo("report", "--format", form, "--out", "-", "--lang", "es").out
        assert "Lo que se dejó fuera a propósito" in text
    bench.cite("https://nobody.example/", name="other")
    bench.configure(extra=IGNORE.format(pattern="nobody.example/*", until=""))
    assert report(bench, "--source", "report")["summary"]["urls"] == 3, "another source cites it"
    bench.configure(extra=IGNORE.format(pattern=f"{host}/*", until="until = 2001-01-01"))
    bench.testigo(*NIGHT)
    assert urls[0] in bench.causes(), "the day is over"
    assert report(bench)["left_out_on_purpose"] == []
    assert bench.testigo("verify").code == 0


def test_what_is_left_out_later_stands_in_no_count_and_no_exit_code(
    bench: Bench, world: World
) -> None:
    gone = str(world.urls["goes-404"])
    bench.cite(gone, name="lost")
    bench.testigo(*NIGHT)
    world.night = 2
    assert bench.testigo(*NIGHT, "--strict").code == 1
    assert bench.testigo("run", "--no-archive", "--strict").code == 1, "a loss stands"
    before = json.loads(bench.testigo("status", "--format", "json").out)
    assert before["verdicts"] == {"missing": 1}
    pattern = gone.partition("://")[2]
    bench.configure(extra=IGNORE.format(pattern=pattern, until=""))
    night = bench.testigo("run", "--no-archive", "--strict")
    assert night.code == 0, night.err
    after = json.loads(bench.testigo("status", "--format", "json").out)
    assert after["verdicts"] == {}
    assert (after["due"], after["left_out_on_purpose"]) == (0, 1)
    assert after["sources"][0]["cited"] == 0
    assert "omitidas a propósito" in bench.testigo("status", "--lang", "es").out
    assert report(bench)["nights"] == []


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (IGNORE.format(pattern="*", until=""), "not all addresses"),
        (IGNORE.format(pattern="*://*/", until=""), "not all addresses"),
        (IGNORE.format(pattern="a.example/*", until='until = "tomorrow"'), "until is a date"),
        ('[[ignore]]\npattern = "a.example/*"\nreason = " "\n', "reason is missing"),
        ('[[ignore]]\npattern = "a.example/*"\n', "'reason' is missing"),
        ('[[ignore]]\npatern = "a"\nreason = "b"\n', "did you mean 'pattern'"),
        ('[ignore]\npattern = "a"\n', "write [[ignore]]"),
    ],
)
def test_a_rule_that_says_too_much_or_too_little_is_refused(
    bench: Bench, extra: str, said: str
) -> None:
    bench.configure(extra=extra)
    done = bench.testigo("status")
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize("pattern", ["a_b.example/*", "a%b.example/*", "a*b.example/x"])
def test_a_sign_of_the_database_has_no_meaning_in_a_pattern(bench: Bench, pattern: str) -> None:
    from evidence.store import Store, ignored

    bench.cite("https://axb.example/x", "https://a_b.example/x", "http://a%25b.example/x")
    store = Store(bench.folder.database)
    found = ignored.matching(store, [pattern])
    store.close()
    assert len(found) == {"a_b.example/*": 1, "a%b.example/*": 0, "a*b.example/x": 3}[pattern]


def test_a_source_is_renamed_dated_tagged(bench: Bench, urls: list[str]) -> None:
    bench.cite(*urls)
    for words in (
        ("rename", "report", "Informe sombra"),
        ("date", "report", "2019-09-30"),
        ("tag", "report", "ogp", " ", "agua ", "ogp"),
    ):
        assert bench.testigo("sources", *words).code == 0
    told = listed(bench)["report"]
    assert (told["title"], told["published"], told["tags"], told["citations"]) == (
        "Informe sombra",
        "2019-09-30",
        ["ogp", "agua"],
        3,
    )
    said = bench.testigo("sources", "--lang", "es").out
    assert "“Informe sombra”" in said
    assert "3 citas" in said
    assert "“Informe sombra”" in bench.testigo("sources", "--tag", "agua", "--lang", "es").out
    unknown = bench.testigo("sources", "--tag", "agua", "--tag", "other")
    assert (unknown.code, unknown.out) == (2, "")
    assert "no source has the tag 'other'; there are agua, ogp" in unknown.err
    acts = [row["act"] for row in bench.rows("SELECT act FROM custody ORDER BY seq")]
    assert acts[-3:] == ["source-renamed", "source-dated", "source-tagged"]
    page = bench.testigo("report", "--out", "-").out
    assert '"tags":[["ogp","agua"]]' in page
    assert bench.testigo("run", "--tag", "nobody").code == 2
    assert bench.testigo("verify").code == 0
    for wrong in (("rename", "report"), ("date", "report", "soon"), ("retire", "nobody"),
                  ("retire", "report", "more"), ("tag",)):  # fmt: skip
        assert bench.testigo("sources", *wrong).code == 2, wrong


def test_a_report_and_a_status_are_of_the_sources_with_a_tag_and_say_so(
    bench: Bench, urls: list[str]
) -> None:
    for name, url, tags in (("agua", urls[0], ["agua", "ogp"]), ("salud", urls[1], ["salud"]),
                            ("otra", urls[2], [])):  # fmt: skip
        bench.cite(url, name=name)
        if tags:
            bench.testigo("sources", "tag", name, *tags)
    bench.testigo(*NIGHT)

    def cited(*options: str) -> set[str]:
        return {one["url"] for one in report(bench, *options)["citations"]}

    assert cited() == set(urls)
    assert cited("--tag", "agua") == cited("--tag", "ogp") == {urls[0]}
    assert cited("--tag", "agua", "--tag", "salud") == {urls[0], urls[1]}
    assert cited("--tag", "agua", "--source", "otra") == {urls[0], urls[2]}
    told = report(bench, "--tag", "salud")
    assert told["only"] == {"source": None, "tags": ["salud"]}
    assert [one["id"] for one in told["sources"]] == ["salud"]
    assert told["summary"]["cited"] == told["summary"]["urls"] == 1
    assert sum(told["nights"][-1]["verdicts"].values()) == 1
    for form in ("html", "markdown", "summary", "atom", "references", "junit", "sarif"):
        narrowed = bench.testigo(
            "report", "--tag", "salud", "--format", form, "--out", "-", "--lang", "es"
        ).out
        assert "Solo las fuentes con la etiqueta “salud”" in narrowed.replace("\\", ""), form
        whole = bench.testigo("report", "--format", form, "--out", "-", "--lang", "es").out
        assert "Solo las fuentes" not in whole, form
    bench.testigo("report", "--tag", "salud")
    (detail,) = bench.rows("SELECT detail_json FROM custody WHERE act = 'reported'")
    assert json.loads(detail["detail_json"])["tags"] == ["salud"]
    done = bench.testigo("report", "--tag", "nobody", "--out", "-")
    assert (done.code, done.out) == (2, "")
    assert "there are agua, ogp, salud" in done.err
    bench.testigo("sources", "retire", "salud")
    shown = bench.testigo("status", "--tag", "salud", "--tag", "agua").out
    assert "Only sources with one of these tags: “salud”, “agua”." in shown
    assert "agua: 1 addresses cited, 1 checked [agua, ogp]" in shown
    assert "salud: retired on" in shown
    assert "otra" not in shown
    state = json.loads(bench.testigo("status", "--tag", "agua", "--format", "json").out)
    assert sum(state["verdicts"].values()) == 1
    assert state["tags"] == ["agua"]
    (one,) = state["sources"]
    assert (one["id"], one["tags"], one["retired_at"]) == ("agua", ["agua", "ogp"], None)


def test_a_source_is_retired_and_restored_and_its_evidence_stays(
    bench: Bench, urls: list[str]
) -> None:
    bench.cite(urls[0], urls[1], name="old")
    bench.cite(urls[1], urls[2], name="new")
    bench.testigo(*NIGHT)
    before = looks(bench)
    assert "retired on" in bench.testigo("sources", "retire", "old").out
    assert listed(bench)["old"]["citations"] == 0
    bench.testigo(*NIGHT)
    assert looks(bench) == before + 2, "what the other cites"
    told = report(bench)
    assert {one["url"] for one in told["citations"]} == {urls[1], urls[2]}
    assert urls[0] in bench.causes(), "what was seen stays"
    state = json.loads(bench.testigo("status", "--format", "json").out)
    assert (sum(state["verdicts"].values()), state["due"]) == (2, 0)
    assert bench.testigo("history", urls[0]).code in (0, 1)
    assert bench.testigo("sources", "restore", "old").code == 0
    assert listed(bench)["old"]["citations"] == 2
    bench.testigo("sources", "retire", "old")
    bench.cite(urls[0], urls[1], name="old")  # to add a source again is to watch it again
    assert listed(bench)["old"]["retired_at"] is None
    assert listed(bench)["old"]["citations"] == 2
    acts = [row["act"] for row in bench.rows("SELECT act FROM custody ORDER BY seq")]
    assert acts.count("source-retired") == acts.count("source-restored") == 2
    assert bench.testigo("verify").code == 0


def test_two_folders_with_a_source_of_one_id_are_merged_and_both_can_be_named(
    bench: Bench, tmp_path_factory: pytest.TempPathFactory, urls: list[str]
) -> None:
    from tests.conftest import Bench as Other

    other = Other(tmp_path_factory.mktemp("other") / "evidence")
    other.configure()
    bench.cite(urls[0])
    other.cite(urls[1])
    other.testigo("sources", "retire", "report")
    assert bench.testigo("merge", str(other.path)).code == 0
    ours, theirs = listed(bench).values()
    assert (ours["id"], ours["retired_at"]) == ("report", None)
    assert theirs["id"].startswith("report-")
    assert theirs["retired_at"]
    assert bench.testigo("sources", "rename", theirs["id"], "Theirs").code == 0
    assert bench.testigo("verify").code == 0


def test_a_list_with_notes_is_added_and_read_again(bench: Bench, urls: list[str]) -> None:
    place = bench.path.parent / "lista.txt"
    place.write_text(f"# Capítulo 3\n\n# La minuta\n{urls[0]}\n{urls[1]} # el anexo\n", "utf-8")
    table = bench.path.parent / "tabla.csv"
    table.write_text(f"enlace;nota\n{urls[2]};La nota de la tabla\n", "utf-8")
    for one in (place, table):
        added = bench.testigo("add", str(one), "--tag", "listas")
        assert added.code == 0, added.err
    told = {one["url"]: (one["claim"], one["heading"]) for one in report(bench)["citations"]}
    assert told == {
        urls[0]: ("La minuta", "Capítulo 3"),
        urls[1]: ("el anexo", "Capítulo 3"),
        urls[2]: ("La nota de la tabla", None),
    }
    place.write_text(place.read_text("utf-8").replace("el anexo", "el anexo, corregido"), "utf-8")
    assert bench.testigo("add", str(place)).code == 0
    again = {one["url"]: one["claim"] for one in report(bench)["citations"]}
    assert again[urls[1]] == "el anexo, corregido"
    assert len(again) == 3
