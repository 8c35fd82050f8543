"""A court package: what ``verify.sh`` says of it with openssl and sha256sum alone, and what the annex tells."""

from __future__ import annotations

import base64
import os
import re
import shlex
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from evidence import chromium
from evidence.custody.log import keys
from tests import authority
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

pytestmark = pytest.mark.skipif(
    chromium.program() is None, reason="no browser here prints the annex"
)


@dataclass(frozen=True)
class Filed:
    """A court package, and what its reader has from elsewhere."""

    bench: Bench
    place: Path
    key: str
    roots: Path
    url: str


def _chunked(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    """Three nights: of the first no authority knows, in the second all is as it was, in the third a page has
    another text."""
    place = tmp_path_factory.mktemp("court")
    authority.make(place / "tsa", between=True)
    bench = Bench(place / "evidence")
    bench.configure()
    replies = {
        "/acuerdo": ok(page("Acuerdo. " * 90)),
        "/otro": _chunked(page("Otra página. " * 40)),
    }
    with authority.serve(place / "tsa") as url, RawServer(replies) as server:
        bench.cite(server.url("/acuerdo"), server.url("/otro"), server.url("/gone"))
        assert bench.testigo("run").code == 0
        zone = '[[schedule]]\ncron = "1 2 * * *"\ntimezone = "America/Mexico_City"\n'
        bench.configure(extra=f'[custody]\nauthorities = ["{url}"]\n{zone}')
        assert bench.testigo("run", "--only", "all").code == 0
        server.replies["/acuerdo"] = ok(page("Otra cosa. " * 90))
        assert bench.testigo("run", "--only", "all").code == 0
        done = bench.testigo("export", "--court", str(place / "filed"), "--lang", "es")
        assert (done.code, done.out) == (0, f"{place / 'filed'}\n"), done.err
        told_to_run(done.err, place)
    key = keys.fingerprint(str(bench.folder.key))
    return Filed(bench, place / "filed", key, place / "tsa/ca.pem", server.url("/acuerdo"))


@pytest.fixture
def copy(filed: Filed, tmp_path: Path) -> Path:
    shutil.copytree(filed.place, tmp_path / "copy")
    return tmp_path / "copy"


def checked(place: Path, *given: object) -> subprocess.CompletedProcess[str]:
    asked = ["sh", place / "verify.sh", *map(str, given)]
    return subprocess.run(asked, capture_output=True, text=True, check=False)


def told_to_run(said: str, place: Path) -> None:
    """What an export tells to run does run, typed at ``place`` as it stands."""
    verify, script = (
        shlex.split(line.partition(": ")[2]) for line in said.splitlines() if "verify" in line
    )
    done = subprocess.run(script, capture_output=True, text=True, check=False, cwd=place)
    assert done.returncode == 0, done.stderr
    assert verify[:2] == ["testigo", "verify"]
    assert (place / verify[2]).is_file()
    assert verify[3:] == ["--key", script[2]]


def test_the_script_says_how_it_is_called_where_no_key_is_named(filed: Filed) -> None:
    done = checked(filed.place)
    assert done.returncode == 2
    assert "sh verify.sh FINGERPRINT [ROOTS.pem]" in done.stderr
    assert "sh verify.sh HUELLA [RAICES.pem]" in done.stderr


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes() or b"0")
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_the_script_finds_it_sound_and_says_what_it_did_not_check(filed: Filed) -> None:
    done = checked(filed.place, filed.key, filed.roots)
    assert done.returncode == 0, done.stderr
    *listed, last = done.stdout.splitlines()
    assert last == "11 contents · contenidos, 2/2 time-stamps · sellos de tiempo: sound · íntegro"
    assert [line.split()[0] for line in listed] == [f"{number:04d}" for number in range(1, 12)]
    assert re.search(rf" {re.escape(filed.url)} 00\d\d\.html\.txt$", done.stdout, re.MULTILINE)
    near = os.path.relpath(filed.roots)
    assert checked(filed.place, filed.key, near).returncode == 0, "a name from where one stands"
    done = checked(filed.place, filed.key)
    assert done.returncode == 0
    assert "NOT checked" in done.stdout
    assert (
        filed.bench.testigo("verify", str(filed.place / "evidence.wacz"), "--key", filed.key).code
        == 0
    )


def test_another_key_or_another_authority_does_not_do(filed: Filed, tmp_path: Path) -> None:
    done = checked(filed.place, "0" * 64, filed.roots)
    assert (done.returncode, "key.pem" in done.stderr) == (1, True)
    authority.make(tmp_path / "other")
    other = tmp_path / "other/ca.pem"
    done = checked(filed.place, filed.key, other)
    assert (done.returncode, "no time-stamp" in done.stderr) == (1, True)
    assert ".0.tsr: not of an authority of" in done.stdout
    both = tmp_path / "both.pem"
    both.write_bytes(other.read_bytes() + filed.roots.read_bytes())
    assert checked(filed.place, filed.key, both).returncode == 0
    assert checked(filed.place).returncode != 0


def test_one_flipped_byte_in_a_file_of_any_kind_is_found(filed: Filed, copy: Path) -> None:
    files = [
        path for path in sorted(copy.rglob("*")) if path.is_file() and path.name != "verify.sh"
    ]
    kinds = {(path.parent.name.lstrip("0123456789"), path.suffix): path for path in files}
    assert len(kinds) > 12
    for path in kinds.values():
        whole = path.read_bytes()
        flip(path)
        assert checked(copy, filed.key, filed.roots).returncode == 1, path
        path.write_bytes(whole)
    assert checked(copy, filed.key, filed.roots).returncode == 0


def without_the_list(place: Path) -> None:
    """As if whoever holds the key had signed another list of files."""
    script = (place / "verify.sh").read_text("utf-8")
    first, second = script.index("is_signed SHA256SUMS"), script.index("# 2.")
    (place / "verify.sh").write_text(script[:first] + script[second:], "utf-8")


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        ("payloads/0001*", "payloads/0001"),
        ("proof/rows/0001.json", "0001"),
        ("proof/entries/*.json", "proof/"),
        ("proof/entries/*.path/*", "proof/entries/"),
        ("proof/seals/*.seal", "proof/seals/"),
        ("proof/seals/*.sig", ".seal"),
        ("proof/seals/*.tsr", ".tsr"),
    ],
)
def test_each_step_holds_by_itself(filed: Filed, copy: Path, pattern: str, named: str) -> None:
    without_the_list(copy)
    assert checked(copy, filed.key, filed.roots).returncode == 0
    flip(min(copy.glob(pattern)))
    done = checked(copy, filed.key, filed.roots)
    assert (done.returncode, named in done.stderr) == (1, True), done.stderr


def test_a_content_that_was_exchanged_with_its_row_is_found(filed: Filed, copy: Path) -> None:
    """Rows that are sound by themselves, in each other's place."""
    rows = [copy / "proof/rows" / f"{number:04d}.json" for number in (1, 10)]
    one, other = (row.read_bytes() for row in rows)
    rows[0].write_bytes(other)
    rows[1].write_bytes(one)
    assert checked(copy, filed.key).returncode == 1


def test_no_seal_borrows_the_date_of_another(filed: Filed, copy: Path) -> None:
    """The keeper has the key, and an old token of another seal."""
    without_the_list(copy)
    old, new = sorted((copy / "proof/seals").glob("*.seal"))
    new.write_bytes(old.read_bytes())
    new.with_suffix(".0.tsr").write_bytes(old.with_suffix(".0.tsr").read_bytes())
    done = checked(copy, filed.key, filed.roots)
    assert (done.returncode, new.name in done.stderr) == (1, True), done.stderr


def test_a_content_that_no_row_speaks_of_is_found(filed: Filed, copy: Path) -> None:
    without_the_list(copy)
    (copy / "payloads/0099.pdf").write_bytes(b"%PDF-1.4")
    done = checked(copy, filed.key, filed.roots)
    assert (done.returncode, "payloads" in done.stderr) == (1, True)


def test_a_file_more_or_less_is_found(filed: Filed, copy: Path) -> None:
    (copy / "payloads/0099.pdf").write_bytes(b"%PDF-1.4")
    done = checked(copy, filed.key)
    assert (done.returncode, "a file more" in done.stderr) == (1, True)
    (copy / "payloads/0099.pdf").unlink()
    kept = min((copy / "payloads").glob("*.html.txt"))  # which number it has is the order's matter
    kept.write_bytes(b"another")
    done = checked(copy, filed.key)
    assert (done.returncode, f"payloads/{kept.name}: FAILED" in done.stderr) == (1, True)
    kept.unlink()
    assert checked(copy, filed.key).returncode == 1


def text_of(annex: Path) -> str:
    with pypdfium2.PdfDocument(annex) as document:
        pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    return " ".join(" ".join(pages).split())


def test_the_annex_tells_what_by_whom_and_what_is_not_proven(filed: Filed) -> None:
    told = text_of(filed.place / "anexo.pdf")
    sums = (filed.place / "SHA256SUMS").read_text("utf-8")
    wacz = next(line for line in sums.splitlines() if line.endswith("evidence.wacz"))[:64]
    for fact in (filed.url, "tests@example.org", filed.key, wacz, "Scrapy 2."):
        assert fact in told
    entries = {
        row["seq"] for row in filed.bench.rows("SELECT seq FROM custody WHERE act = 'night-sealed'")
    }
    assert any(f"asiento {seq}" in told for seq in entries)
    for words in (
        "en America/Mexico_City",
        "5. Lo que no queda acreditado",
        "Que el propio servidor, o su titular, haya dicho esto",
        "Quién custodió la carpeta y la clave",
        "La autoridad de sellado de tiempo en http://127.0.0.1",
        "La conexión no estaba cifrada",
        "página 1 / ",
    ):
        assert words in told
    assert "{" not in told.replace('{"', "")
    assert "no todos los sellos" not in told


def test_one_citation_goes_into_one_file_in_english(filed: Filed, tmp_path: Path) -> None:
    out = tmp_path / "filed.zip"
    done = filed.bench.testigo("export", "--court", str(out), "--url", filed.url)
    assert done.code == 0, done.err
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path / "unpacked")
    place = tmp_path / "unpacked/filed"
    told_to_run(done.err, tmp_path / "unpacked")
    done = checked(place, filed.key, filed.roots)
    assert (done.returncode, done.stdout.splitlines()[-1][:2]) == (0, "5 ")
    told = text_of(place / "annex.pdf")
    assert "What is not proven" in told
    assert filed.url.replace("acuerdo", "otro") not in told
    names = {path.name for path in (place / "payloads").iterdir()}
    assert {name.partition(".")[2] for name in names} == {"html.txt", "bin"}, (
        "no page that a double click opens"
    )


def test_seals_of_earlier_versions_are_checked_by_the_same_script(tmp_path: Path) -> None:
    authority.make(tmp_path / "tsa")
    bench = Bench(tmp_path / "evidence")
    with (
        authority.serve(tmp_path / "tsa") as url,
        RawServer({"/a": ok(page("A. " * 90))}) as server,
    ):
        bench.configure(extra=f'[custody]\nauthorities = ["{url}"]\n')
        bench.cite(server.url("/a"))
        for _ in range(2):
            done = bench.testigo("run", "--only", "all", prepare=_seals_as_they_were)
            assert done.code == 0
        out = tmp_path / "filed"
        done = bench.testigo("export", "--court", str(out), prepare=_seals_as_they_were)
        assert done.code == 0, done.err
    key = keys.fingerprint(str(bench.folder.key))
    seals = sorted((out / "proof/seals").glob("*.seal"))
    assert all(b'"format":"testigo-seal/1"' in seal.read_bytes() for seal in seals)
    done = checked(out, key, tmp_path / "tsa/ca.pem")
    assert (done.returncode, done.stdout.splitlines()[-1][:10]) == (0, "4 contents"), done.stderr
    flip(seals[0])
    assert checked(out, key).returncode == 1


def _seals_as_they_were() -> None:
    from evidence.custody.log import seals
    from evidence.custody.log.document import Seal
    from evidence.store.database import Store
    from evidence.store.ledger import canonical

    def make(store: Store) -> Seal | None:
        before, entries = seals._since_last(store)
        if all(entry.act in seals.ABOUT for entry in entries):
            return None
        public = keys.public_of(store)
        assert public is not None
        private = keys.private(keys.key_id(public))
        assert private is not None
        unsigned = seals._unsigned(store, before, entries).document["seal"]
        content = {**unsigned, "key": keys.key_id(public)}
        signature = base64.b64encode(private.sign(canonical(content))).decode()
        return Seal.read({"seal": content, "signature": signature})

    seals._make = make


def test_what_can_not_be_made_is_one_line_and_leaves_nothing(filed: Filed, tmp_path: Path) -> None:
    there = filed.bench.testigo("export", "--court", str(tmp_path))
    nowhere = filed.bench.testigo(
        "export", "--court", str(tmp_path / "a"), prepare=_without_browser
    )
    many = filed.bench.testigo("export", "--court", str(tmp_path / "b"), prepare=_of_two)
    for done, says in (
        (there, "is there already"),
        (nowhere, "PDF needs Chromium"),
        (many, "11 captures are more than a court package holds (2): choose a citation with --url"),
    ):
        assert (done.code, done.out) == (2, "")
        assert says in done.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def _without_browser() -> None:
    chromium.program = lambda: None


def _of_two() -> None:
    from evidence.custody.court import facts

    facts.MOST = 2
