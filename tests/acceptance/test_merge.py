"""Two folders become one: both chains are kept, what does not verify is refused, twice is once."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from evidence.custody.log import keys
from tests.conftest import Bench
from tests.honest.troubles import Trouble
from tests.servers import RawServer, ok, page


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders ``one`` and ``two`` of two organisations; both cite ``/both``."""
    place = tmp_path_factory.mktemp("m")
    replies = {f"/{name}": ok(page(f"Texto de {name}. " * 40)) for name in ("one", "two", "both")}
    with RawServer(replies) as server:
        for name in ("one", "two"):
            bench = Bench(place / name)
            bench.testigo("init")
            bench.configure()
            bench.cite(server.url(f"/{name}"), server.url("/both"), name=f"report-{name}")
            assert bench.testigo("run").code == 0
    return place


@pytest.fixture
def pair(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Bench, Bench]:
    shutil.copytree(made, tmp_path / "m")
    # with notes of its own: the folders of another test went on another way
    shutil.copytree(keys.place(), tmp_path / "config" / "testigo" / "keys")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Bench(tmp_path / "m" / "one"), Bench(tmp_path / "m" / "two")


def _everything(bench: Bench) -> dict[str, list[dict[str, object]]]:
    tables = (
        "custody",
        "merged_custody",
        "captures",
        "checks",
        "standings",
        "citations",
        "warc_files",
    )
    return {table: bench.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables}


def test_both_chains_are_kept_and_a_second_merge_changes_nothing(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    theirs = _everything(two)
    ours = _everything(one)
    done = one.testigo("merge", str(two.path), "--key", str(two.folder.key))
    assert done.code == 0, done.err
    assert _everything(two) == theirs
    merged = _everything(one)
    assert [entry["id"] for entry in merged["merged_custody"]] == [
        entry["id"] for entry in theirs["custody"]
    ]
    for table in ("captures", "checks", "citations", "warc_files"):
        ids = [row["id"] for row in merged[table]]
        assert sorted(ids) == sorted(row["id"] for row in (*ours[table], *theirs[table]))  # type: ignore[type-var]
    looks = {row["url"]: row["looks"] for row in one.rows(
        "SELECT u.url, COUNT(*) AS looks FROM checks k JOIN urls u ON u.id = k.url_id GROUP BY u.url")}  # fmt: skip
    assert sorted(looks.values()) == [1, 1, 2]
    assert one.testigo("verify").code == 0
    before = _everything(one)
    done = one.testigo("merge", str(two.path))
    assert (done.code, "is new" in done.err) == (0, True)
    assert _everything(one) == before


def test_what_is_here_already_is_not_hashed_again(pair: tuple[Bench, Bench]) -> None:
    """The heads of the logs say that there is nothing new: a folder of a million looks is told so at once."""
    one, two = pair
    assert one.testigo("merge", str(two.path)).code == 0
    for warc in two.path.glob("warc/*.warc.gz"):
        warc.chmod(0o600)
        warc.write_bytes(b"")
    before = _everything(one)
    done = one.testigo("merge", str(two.path))
    assert (done.code, "is new" in done.err) == (0, True)
    assert _everything(one) == before


def test_merging_each_way_and_again_after_another_night(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    assert one.testigo("merge", str(two.path)).code == 0
    assert two.testigo("merge", str(one.path)).code == 0
    two.testigo("run", "--only", "all")  # nobody answers any more
    assert one.testigo("merge", str(two.path)).code == 0
    for bench in pair:
        done = bench.testigo("verify")
        assert done.code == 0, done.out
    assert {row["id"] for row in two.rows("SELECT id FROM checks")} <= {
        row["id"] for row in one.rows("SELECT id FROM checks")
    }


def test_merged_evidence_is_exported_and_proven(pair: tuple[Bench, Bench], tmp_path: Path) -> None:
    one, two = pair
    one.testigo("merge", str(two.path))
    assert one.testigo("export", "--wacz", str(tmp_path / "x.wacz")).code == 0
    key = keys.fingerprint(str(one.folder.key))
    done = one.testigo("verify", str(tmp_path / "x.wacz"), "--key", key)
    assert (done.code, done.out) == (0, ""), done.out


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE checks SET verdict = 'x'",
        "DELETE FROM custody WHERE seq = 3",
        "UPDATE captures SET ip = 'x'",
    ],
)
def test_what_does_not_verify_is_refused(pair: tuple[Bench, Bench], edit: str) -> None:
    one, two = pair
    with sqlite3.connect(two.folder.database) as raw:
        raw.execute(edit)
    raw.close()
    before = _everything(one)
    done = one.testigo("merge", str(two.path))
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "does not verify" in done.err
    assert _everything(one) == before
    assert len(list(one.folder.warc.glob("*.warc.gz"))) == 1


def test_another_key_and_itself_are_refused(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    assert "replaced" in one.testigo("merge", str(two.path), "--key", str(one.folder.key)).err
    assert "into itself" in one.testigo("merge", str(one.path)).err


def test_another_document_of_the_same_id_gets_one_of_its_own(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    other = one.path.parent / "elsewhere" / "x.md"
    other.parent.mkdir()
    other.write_text("See <http://127.0.0.1:2/>.")
    assert two.testigo("add", str(other), "--id", "report-one").code == 0
    said = one.testigo("merge", str(two.path)).err
    assert "their source 'report-one' is another document" in said
    ids = {str(row["id"]) for row in one.rows("SELECT id FROM sources")}
    (new,) = ids - {"report-one", "report-two"}
    assert f"here it is '{new}'" in said
    out = str(one.path.parent / "x.wacz")
    assert (
        one.testigo("export", "--source", new, "--wacz", out).code == 2
    )  # nothing is captured yet
    told = one.testigo("report", "--source", new, "--all", "--format", "json", "--out", "-")
    assert [cited["url"] for cited in json.loads(told.out)["citations"]] == ["http://127.0.0.1:2/"]
    assert one.testigo("verify").code == 0


def test_a_file_of_theirs_that_is_another_one_here_is_refused(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    (theirs,) = two.folder.warc.glob("*.warc.gz")
    squatter = one.folder.warc / theirs.name
    squatter.write_bytes(b"something else")
    before = _everything(one)
    done = one.testigo("merge", str(two.path))
    assert (done.code, f"warc/{theirs.name} is another file here" in done.err) == (2, True)
    assert _everything(one) == before
    assert squatter.read_bytes() == b"something else"


@pytest.mark.parametrize(
    "edit",
    [
        "DELETE FROM merged_custody WHERE seq = (SELECT MAX(seq) FROM merged_custody)",
        "DELETE FROM merged_custody",
        "DELETE FROM merged_custody WHERE seq = 2",
        "UPDATE merged_custody SET act = 'x' WHERE seq = 2",
        "UPDATE merged_custody SET chain = 'x'",
    ],
)
def test_an_altered_merged_log_is_named(pair: tuple[Bench, Bench], edit: str) -> None:
    one, two = pair
    one.testigo("merge", str(two.path))
    with sqlite3.connect(one.folder.database) as raw:
        raw.execute(edit)
    raw.close()
    done = one.testigo("verify")
    assert done.code == 1
    assert "custody of" in done.out


def test_who_looked_is_known_through_a_third_folder(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    third = Bench(one.path.parent / "third")
    for into, taken in ((third, two), (one, third)):
        assert into.testigo("merge", str(taken.path)).code == 0
    (log,) = two.rows("SELECT id FROM custody WHERE seq = 1")
    (both,) = one.rows("SELECT url FROM urls WHERE url LIKE '%/both'")
    told = one.testigo("history", str(both["url"]), "--format", "json")
    looks = json.loads(told.out)["checks"]
    theirs = {"log": log["id"], "operator": "tests@example.org"}
    assert [look.get("seen_by") for look in looks] == [None, theirs]
    lines = one.testigo("history", str(both["url"]), "--lang", "es").out.splitlines()
    assert sum("[visto por tests@example.org]" in line for line in lines) == 1
    report = one.testigo("report", "--all", "--format", "json", "--out", "-")
    by = {
        one["url"][-4:]: one["check"].get("seen_by") for one in json.loads(report.out)["citations"]
    }
    assert (by["/one"], by["/two"]) == (None, theirs)
    html = one.testigo("report", "--all", "--format", "html", "--lang", "es", "--out", "-")
    assert "visto por tests@example.org" in html.out


@pytest.mark.parametrize("at", range(1, 40, 7))
def test_a_merge_that_is_killed_has_done_all_or_nothing(pair: tuple[Bench, Bench], at: int) -> None:
    one, two = pair
    theirs = {str(row["id"]) for row in two.rows("SELECT id FROM checks")}
    killed = one.testigo("merge", str(two.path), prepare=Trouble(at=at))
    assert killed.code in (0, -9)
    done = one.testigo("verify")
    assert done.code == 0, done.out
    taken = theirs & {str(row["id"]) for row in one.rows("SELECT id FROM checks")}
    assert taken in (set(), theirs)
    if not taken:  # the next night takes back what was copied
        one.testigo("run", "--only", "all")
        names = {path.name for path in one.folder.warc.iterdir()}
        assert not names & {path.name for path in two.folder.warc.glob("*.gz")}
    assert one.testigo("merge", str(two.path)).code == 0
    assert theirs <= {str(row["id"]) for row in one.rows("SELECT id FROM checks")}
    done = one.testigo("verify")
    assert done.code == 0, done.out
