"""Two organisations witness each other through the command line, and a stranger checks a proof."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from evidence import chromium
from tests.commands import ROOT
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

GO = Path("/usr/share/gocode")
"""Where Debian keeps the sources of Go packages (golang-golang-x-mod-dev)."""
FOREIGN = ROOT / "tests" / "foreign"


@contextmanager
def witnessing(bench: Bench) -> Iterator[str]:
    """``testigo witness serve``, and where it listens."""
    command = [sys.executable, "-m", "testigo", "witness", "serve", "--folder", str(bench.path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stderr is not None
            told = serving.stderr.readline()
            found = re.search(r"cosigning at (\S+)", told)
            assert found, told
            yield found[1]
        finally:
            serving.send_signal(signal.SIGTERM)
            assert serving.wait(20) == 0


def keys(bench: Bench) -> dict[str, str]:
    done = bench.testigo("witness", "keys", "--format", "json")
    assert done.code == 0, done.err
    told: dict[str, str] = json.loads(done.out)
    return told


@dataclass
class Two:
    """Two folders after a night each, cosigned by the other."""

    ana: Bench
    ben: Bench
    server: RawServer

    def url(self) -> str:
        return self.server.url("/a")


def configured(bench: Bench, other: dict[str, str], address: str = "", needed: int = 0) -> None:
    extra = f'[listen]\nport = 0\n[witness]\nlogs = ["{other["log"]}"]\n'
    extra += f"[custody]\nwitnesses_needed = {needed}\n"
    if address:
        extra += (
            f'[[custody.witness]]\nurl = "{address}"\nvkey = "{other["witness"]}"\nname = "Otra"\n'
        )
    bench.configure(extra=extra)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    place = tmp_path_factory.mktemp("two")
    ana, ben = Bench(place / "ana" / "evidence"), Bench(place / "ben" / "evidence")
    with RawServer({"/a": ok(page("El acuerdo. " * 50))}) as server:
        for bench in (ana, ben):
            bench.path.parent.mkdir()
            bench.configure()
            bench.cite(server.url("/a"))
        of_ana, of_ben = keys(ana), keys(ben)
        configured(ana, of_ben)
        configured(ben, of_ana)
        with witnessing(ana) as at_ana, witnessing(ben) as at_ben:
            configured(ana, of_ben, at_ben, needed=1)
            configured(ben, of_ana, at_ana, needed=1)
            for bench in (ana, ben):
                done = bench.testigo("run")
                assert done.code == 0, done.err
        yield Two(ana, ben, server)


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """Another machine with the same keys, and no notes of how far their logs went."""
    config = tmp_path / "config"
    shutil.copytree(os.environ["XDG_CONFIG_HOME"], config)
    forget(config)
    return {"XDG_CONFIG_HOME": str(config)}


def forget(config: Path) -> None:
    """Lose the notes of how far logs went."""
    shutil.rmtree(config / "testigo/keys/places", ignore_errors=True)
    for note in config.rglob("*.witness"):
        note.unlink()


def test_each_is_cosigned_by_the_other_and_says_so(two: Two) -> None:
    for bench in (two.ana, two.ben):
        done = bench.testigo("status")
        assert re.search(r"Witness Otra: (\d+) of \1 sealed entries cosigned", done.out), done.out
        done = bench.testigo("status", "--lang", "es")
        assert re.search(r"Testigo externo Otra: (\d+) de \1 asientos sellados", done.out), done.out
        done = bench.testigo("verify")
        assert done.code == 0, done.out + done.err
        assert "cosigned by 1 of 1 witnesses (testigo/" in done.err
        signs = json.loads(bench.testigo("doctor", "--format", "json").out)
        assert [sign["good"] for sign in signs if sign["what"] == "witness"] == [True]


def test_a_package_brings_its_cosignatures_along(
    two: Two, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    out = tmp_path / "ana.wacz"
    copy = Bench(tmp_path / "copy")
    shutil.copytree(two.ana.path, copy.path)
    assert copy.testigo("export", "--wacz", str(out), **elsewhere).code == 0
    of_ben = keys(two.ben)["witness"]
    reader = Bench(tmp_path / "reader")
    reader.configure()
    named = ("verify", str(out), "--key", str(copy.folder.key))
    nowhere = {"XDG_CONFIG_HOME": str(tmp_path / "nowhere")}
    done = reader.testigo(*named, "--witness", of_ben, "--format", "json", **nowhere)
    told = json.loads(done.out)
    assert told["sound"]
    (seal,) = told["witnesses"]["seals"]
    assert (seal["by"], done.code) == ([of_ben], 0)
    other = keys(two.ana)["witness"]
    done = reader.testigo(*named, "--witness", of_ben, "--witness", other, **nowhere)
    assert done.code == 3
    assert "cosigned by 1 of 2 witnesses" in done.err
    done = reader.testigo(*named, **nowhere)
    assert done.code == 0, done.err
    assert "not known here" in done.err


@pytest.mark.skipif(chromium.program() is None, reason="no browser here prints the annex")
def test_an_annex_for_a_court_says_who_witnessed(
    two: Two, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    copy = Bench(tmp_path / "copy")
    shutil.copytree(two.ana.path, copy.path)
    place = tmp_path / "filed"
    done = copy.testigo("export", "--court", str(place), "--lang", "es", **elsewhere)
    assert done.code == 0, done.err
    (annex,) = place.glob("*.pdf")
    with pypdfium2.PdfDocument(annex) as pdf:
        told = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert "declara con su cofirma" in told
    assert "todo lo que ese testigo había visto de ella hasta entonces" in told


def test_fewer_witnesses_than_needed_is_not_enough(
    two: Two, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    copy = Bench(tmp_path / "copy")
    shutil.copytree(two.ana.path, copy.path)
    assert copy.testigo("run", "--only", "all", **elsewhere).code == 0  # the witness is down
    done = copy.testigo("verify", **elsewhere)
    assert done.code == 3, done.out + done.err
    assert re.search(r"not witnessed as you want it from the seal of entry \d+ on", done.err)
    assert "seal of entry" in done.err
    done = copy.testigo("doctor", "--format", "json")
    (sign,) = [sign for sign in json.loads(done.out) if sign["what"] == "witness"]
    assert sign["good"]
    assert "asked again" in sign["says"]
    done = two.ana.testigo(
        "verify", "--witness", keys(two.ben)["witness"], "--witness", keys(two.ana)["witness"]
    )
    assert done.code == 3
    assert "2 witnesses are needed" in done.err


@pytest.mark.parametrize("first", ["run", "export", "archive"])
def test_an_older_copy_is_refused_by_its_witness_whatever_is_run_first(
    two: Two, tmp_path: Path, first: str, elsewhere: dict[str, str]
) -> None:
    ben, ana = Bench(tmp_path / "ben"), Bench(tmp_path / "ana")
    shutil.copytree(two.ben.path, ben.path)
    shutil.copytree(two.ana.path, ana.path)
    with witnessing(ben) as address:
        configured(ana, keys(two.ben), address)
        shutil.copytree(ana.path, tmp_path / "old")
        assert ana.testigo("run", "--only", "all", **elsewhere).code == 0
        forget(Path(elsewhere["XDG_CONFIG_HOME"]))
        old = Bench(tmp_path / "old")
        with old.folder.config.open("a") as file:
            file.write('[notify]\nto = ["http://127.0.0.1:9/hook"]\n')
        if first == "archive":
            text = old.folder.config.read_text().replace(
                "enabled = false", 'base_url = "http://127.0.0.1:9"'
            )
            old.folder.config.write_text(text)
        command = {"export": ["export", "--wacz", str(tmp_path / "x.wacz")], "run": ["run", "--only", "all"],
                   "archive": ["archive"]}[first]  # fmt: skip
        done = old.testigo(*command, **elsewhere)
    assert done.code == 1, done.err
    assert re.search(r"rolled back or forked: witness Otra saw size \d+", done.err), done.err
    assert not (tmp_path / "x.wacz").exists()
    if first == "run":  # the next digest tells it, too
        (trouble,) = old.rows("SELECT * FROM troubles")
        assert "rolled back or forked" in json.dumps(trouble)
    done = old.testigo("verify", **elsewhere)
    assert done.code == 1
    assert "rolled back or forked: witness testigo/" in done.out


# --- a proof, and who checks it ------------------------------------------------------------------


@dataclass
class Given:
    """What a stranger gets."""

    proof: Path
    policy: Path

    def keys(self, word: str) -> list[str]:
        lines = self.policy.read_text().splitlines()
        return [line.split()[-1] for line in lines if line.startswith(f"{word} ")]


@pytest.fixture(scope="module")
def given(two: Two, tmp_path_factory: pytest.TempPathFactory) -> Given:
    place = tmp_path_factory.mktemp("given")
    found = Given(place / "a.tlog-proof", place / "policy")
    done = two.ana.testigo("verify", "--url", two.url(), "--proof", str(found.proof))
    assert done.code == 0, done.err
    found.policy.write_text(done.out)
    assert found.keys("witness") == [keys(two.ben)["witness"]]
    return found


def by_the_standard(given: Given) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", FOREIGN / "check_proof.py", given.proof, given.policy],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def by_go(given: Given, place: Path) -> tuple[int, str]:
    """Built once for all: the compiler takes seconds."""
    program = place / "check_proof"
    settings = {
        "GO111MODULE": "off",
        "GOPATH": str(GO),
        "GOCACHE": str(place / "cache"),
        "GOFLAGS": "",
    }
    environment = {**os.environ, **settings}
    if not program.exists():
        subprocess.run(
            ["go", "build", "-o", program, FOREIGN / "check_proof.go"], env=environment, check=True
        )
    done = subprocess.run(
        [program, given.proof, *given.keys("log"), *given.keys("witness")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module", params=["standard", "go"])
def check(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> object:
    if request.param == "standard":
        return by_the_standard
    if not shutil.which("go") or not (GO / "src/golang.org/x/mod/sumdb/tlog").exists():
        pytest.skip(
            "Go and golang.org/x/mod are not here (apt install golang-go golang-golang-x-mod-dev)"
        )
    place = tmp_path_factory.mktemp("go")
    return lambda given: by_go(given, place)


def test_a_proof_is_checked_by_programs_that_are_not_ours(
    check: object, given: Given, two: Two
) -> None:
    assert callable(check)
    code, told = check(given)
    assert code == 0, told
    done = two.ana.testigo(
        "verify", "--url", two.url(), "--proof", str(given.proof), "--format", "json"
    )
    proof = json.loads(done.out)["proof"]
    assert told.split() == [
        "entry",
        str(proof["entry"]),
        "of",
        f"{proof['size']},",
        "leaf",
        proof["leaf"],
    ]


def test_what_is_proven_is_the_look(given: Given, two: Two) -> None:
    extra = base64.b64decode(given.proof.read_text().splitlines()[1].removeprefix("extra "))
    check = two.ana.rows("SELECT id FROM checks")[0]["id"]
    assert check in json.loads(extra)[4]["checks"]


def _changed(text: str, how: str) -> str:
    lines = text.split("\n")
    if how == "entry":
        extra = base64.b64decode(lines[1].removeprefix("extra "))
        lines[1] = "extra " + base64.b64encode(extra.replace(b"checked", b"chucked")).decode()
    elif how == "index":
        lines[2] = f"index {int(lines[2].split()[1]) + 1}"
    elif how == "path":
        lines[3] = base64.b64encode(b"x" * 32).decode()
    elif how == "path cut":
        del lines[3]
    elif how == "witness":
        lines[-2] = lines[-2][:-8] + "AAAAAAA="
    elif how == "no witness":
        del lines[-2]
    elif how == "root":
        root = lines.index("", 2) + 3
        lines[root] = base64.b64encode(b"x" * 32).decode()
    return "\n".join(lines)


@pytest.mark.parametrize(
    "how", ["entry", "index", "path", "path cut", "witness", "no witness", "root"]
)
def test_a_proof_that_was_touched_is_refused(
    check: object, given: Given, tmp_path: Path, how: str
) -> None:
    assert callable(check)
    touched = Given(tmp_path / "touched.tlog-proof", given.policy)
    before = given.proof.read_text()
    touched.proof.write_text(_changed(before, how))
    assert touched.proof.read_text() != before
    assert check(touched)[0] == 1


def test_there_is_no_proof_of_what_was_not_looked_at(two: Two, tmp_path: Path) -> None:
    out = tmp_path / "x.tlog-proof"
    done = two.ana.testigo("verify", "--url", "https://nowhere.example/", "--proof", str(out))
    assert (done.code, out.exists()) == (2, False)
    assert two.ana.testigo("verify", "--proof", str(out)).code == 2
