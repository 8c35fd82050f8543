"""WACZ packages: they prove themselves with a public key, and no re-forged one passes."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.custody.log import keys
from evidence.custody.wacz import signing
from evidence.custody.warc import reader
from evidence.store.ledger import canonical
from tests.commands import Done
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

LOST = b"HTTP/1.1 301 X\r\nLocation: http://127.0.0.1:64999/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HOP = b"HTTP/1.1 301 X\r\nLocation: /a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
TITLE = "Page"


@dataclass(frozen=True)
class Exported:
    bench: Bench
    wacz: Path
    key: str


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    import ssl

    place = tmp_path_factory.mktemp("w")
    bench = Bench(place / "evidence")
    bench.testigo("init")
    bench.configure()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(tls)
    with (
        RawServer(
            {
                "/a": ok(page("Texto de la página. " * 30)),
                "/b": HOP,
                "/lost": LOST,
                "/c": ok(page("Otra. " * 40)),
            }
        ) as server,
        RawServer({"/s": ok(page("Segura. " * 40))}, tls) as secure,
    ):
        bench.cite(
            server.url("/a"),
            server.url("/b"),
            server.url("/gone"),
            server.url("/lost"),
            secure.url("/s", "localhost"),
        )
        bench.cite(server.url("/c"), name="other")
        bench.testigo("run")
        server.replies["/c"] = ok(page("Otra cosa distinta. " * 40))
        bench.testigo("run", "--only", "all")
    done = bench.testigo("export", "--wacz", str(place / "all.wacz"))
    assert done.code == 0, done.err
    return Exported(bench, place / "all.wacz", keys.fingerprint(str(bench.folder.key)))


def _verify(wacz: Path, *arguments: str, **environment: str) -> Done:
    return Bench(wacz.parent / "nowhere").testigo("verify", str(wacz), *arguments, **environment)


def _lines(wacz: Path, name: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(wacz) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


def test_a_package_passes_with_its_key_alone(exported: Exported, tmp_path: Path) -> None:
    elsewhere = {"XDG_CONFIG_HOME": str(tmp_path)}
    done = _verify(exported.wacz, "--key", exported.key, **elsewhere)
    assert (done.code, done.out) == (0, ""), done.out
    assert f"signed by {exported.key}: all as recorded" in done.err
    unknown = _verify(exported.wacz, **elsewhere)
    assert unknown.code == 3
    assert "anybody can make such a package" in unknown.err
    assert not (exported.wacz.parent / "nowhere").exists()
    assert exported.bench.testigo("verify").code == 0
    (entry,) = exported.bench.rows("SELECT * FROM custody WHERE act = 'exported'")
    assert json.loads(entry["detail_json"])["file"] == "all.wacz"


def test_it_is_a_wacz_with_pages_titles_and_texts(exported: Exported) -> None:
    with zipfile.ZipFile(exported.wacz) as archive:
        assert archive.testzip() is None
        for info in archive.infolist():  # ReplayWeb.page looks no further than the directory
            assert archive.fp is not None
            archive.fp.seek(info.header_offset + 28)
            assert archive.fp.read(2) == b"\0\0", (
                f"{info.filename} has extra fields before its bytes"
            )
        assert archive.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED
        manifest = json.loads(archive.read("datapackage.json"))
        assert (manifest["profile"], manifest["wacz_version"]) == ("data-package", "1.1.1")
        for resource in manifest["resources"]:
            data = archive.read(resource["path"])
            assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            assert resource["bytes"] == len(data)
    head, *pages = _lines(exported.wacz, "pages/pages.jsonl")
    assert head["format"] == "json-pages-1.0"
    texts = {page["url"].rpartition("/")[2]: page for page in pages if page.get("text", "").strip()}
    assert "Texto de la página." in texts["a"]["text"]
    assert texts["a"]["title"] == TITLE


def test_every_record_says_who_when_where_and_how(exported: Exported) -> None:
    records = {line["capture"]: line for line in _lines(exported.wacz, "custody/records.jsonl")}
    rows = exported.bench.rows("SELECT * FROM captures")
    assert records.keys() == {row["id"] for row in rows}
    made = next(r for r in records.values() if r["url"]["requested"].endswith("/s"))
    assert made["network"]["dns"]
    assert made["network"]["ip"] in made["network"]["dns"]
    tls = made["network"]["tls"]
    assert (tls["sni"], tls["verified"]) == ("localhost", False)
    assert "issuer" in tls["problem"]
    assert tls["certificates"][0]["record_id"].startswith("urn:uuid:")
    assert made["collector"]["operator"] == "tests@example.org"
    assert made["collector"]["trigger"] == "night"
    assert 0 < made["time"]["first_byte_us"] <= made["time"]["ended_us"]
    assert made["citations"][0]["source"] == "report"
    assert len(made["citations"][0]["source_sha256"]) == 64
    lost = next(r for r in records.values() if r["url"]["requested"].endswith("/lost"))
    assert (lost["failure"]["stage"], lost["failure"]["attempts"]) == ("tcp", 2)
    hop = next(r for r in records.values() if r["url"].get("cited", "").endswith("/b"))
    assert [step["status"] for step in hop["url"]["hops"]] == [301, 200]


def test_certificates_are_kept_once(exported: Exported) -> None:
    kept = [
        record
        for warc in sorted(exported.bench.folder.warc.glob("*.warc.gz"))
        for record in reader.records(warc, warc.name)
        if record.kind == "metadata"
    ]
    rows = exported.bench.rows("SELECT * FROM certificates")
    assert {hashlib.sha256(record.block).hexdigest() for record in kept} == {
        row["id"] for row in rows
    }
    assert len(kept) == len(rows) > 0


def test_each_capture_has_a_page_for_people_in_two_languages(exported: Exported) -> None:
    with zipfile.ZipFile(exported.wacz) as archive:
        pages = [
            archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("certificates/")
        ]
    assert len(pages) == len(_lines(exported.wacz, "custody/records.jsonl"))
    for text in pages:
        assert "Certificate of capture" in text
        assert "Constancia de captura" in text
        assert "<script" not in text


def test_one_source_or_one_url_is_a_package_of_its_own(exported: Exported, tmp_path: Path) -> None:
    url = exported.bench.rows("SELECT url FROM urls WHERE url LIKE '%/b'")[0]["url"]
    for choice in (("--source", "other"), ("--url", url)):
        out = tmp_path / f"{choice[0]}.wacz"
        assert exported.bench.testigo("export", "--wacz", str(out), *choice).code == 0
        done = _verify(out, "--key", exported.key)
        assert (done.code, done.out) == (0, ""), done.out
        records = _lines(out, "custody/records.jsonl")
        cited = {
            line["url"]["cited"] for line in records if line["check"]
        }  # beside the host's probes
        assert len(cited) == 1
    missing = exported.bench.testigo(
        "export", "--wacz", str(tmp_path / "x.wacz"), "--url", "http://no/"
    )
    assert missing.code == 2
    assert not (tmp_path / "x.wacz").exists()


def test_without_a_key_nothing_is_exported(bench: Bench, tmp_path: Path) -> None:
    with RawServer({"/a": ok(page("Texto. " * 50))}) as server:
        bench.cite(server.url("/a"))
        bench.testigo("run")
    done = bench.testigo(
        "export", "--wacz", str(tmp_path / "x.wacz"), XDG_CONFIG_HOME=str(tmp_path)
    )
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert re.search(r"Put [0-9a-f]{64}\.pem into \S+", done.err)
    assert bench.testigo("export", "--wacz", str(tmp_path / "x.wacz")).code == 0
    assert _verify(tmp_path / "x.wacz").code == 0, "a key of this machine is known"


Files = dict[str, bytes]


def _repack(wacz: Path, out: Path, change: Callable[[Files], None]) -> None:
    with zipfile.ZipFile(wacz) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def _rehash(files: Files) -> None:
    """Make the manifest true again, as any forger can."""
    kept = [name for name in files if not name.startswith("datapackage")]
    manifest = json.loads(files["datapackage.json"])
    manifest["resources"] = [
        {"name": name, "path": name, "bytes": len(files[name]),
         "hash": f"sha256:{hashlib.sha256(files[name]).hexdigest()}"}
        for name in kept
    ]  # fmt: skip
    files["datapackage.json"] = canonical(manifest)
    digest = json.loads(files["datapackage-digest.json"])
    sha256 = f"sha256:{hashlib.sha256(files['datapackage.json']).hexdigest()}"
    digest["hash"] = digest["signedData"]["hash"] = digest["testigo"]["hash"] = sha256
    files["datapackage-digest.json"] = canonical(digest)


def _resign(files: Files, private: Ed25519PrivateKey) -> None:
    """Sign it all anew, as whoever has a key can."""
    _rehash(files)
    digest = json.loads(files["datapackage-digest.json"])
    files["datapackage-digest.json"] = signing.sign(
        digest["hash"], digest["testigo"]["created"], private
    )


def _edit(name: str, change: Callable[[list[Any]], None]) -> Callable[[Files], None]:
    def edit(files: Files) -> None:
        lines = [json.loads(line) for line in files[name].splitlines()]
        change(lines)
        files[name] = b"".join(canonical(line) + b"\n" for line in lines)

    return edit


def _row(table: str, **values: object) -> Callable[[Files], None]:
    """The first row of a table, of captures the first that is no revisit."""

    def change(lines: list[Any]) -> None:
        rows = (line["row"] for line in lines if line["table"] == table)
        next(row for row in rows if row.get("record_type") != "revisit").update(values)

    return _edit("custody/rows.jsonl", change)


def _warc(change: Callable[[bytes], bytes]) -> Callable[[Files], None]:
    def edit(files: Files) -> None:
        files["archive/data.warc.gz"] = change(files["archive/data.warc.gz"])

    return edit


def _proof(lines: list[Any]) -> None:
    line = next(line for line in lines if line.get("proof"))
    line["proof"][0] = "00" * 32


def _other_seal(lines: list[Any]) -> None:
    sealed = [line for line in lines if "seal" in line]
    first = sealed[0]["seal"]
    other = next(line for line in sealed if line["seal"] != first)
    other["seal"] = first


def _drop(name: str) -> Callable[[Files], None]:
    return lambda files: files.pop(name) and None


def _late(lines: list[Any]) -> None:
    lines.reverse()


def _first_member(data: bytes) -> bytes:
    """The first record once more at the end."""
    import io

    record = next(reader.stream(io.BytesIO(data), "x"))
    return data + data[: record.length]


def _absurd(data: bytes) -> bytes:
    """The first record with a length of 10^18 bytes in its header."""
    import io

    first = next(reader.stream(io.BytesIO(data), "x"))
    raw = gzip.decompress(data[: first.length])
    raw = re.sub(rb"(\r\nContent-Length: )\d+", rb"\g<1>1" + b"0" * 18, raw, count=1)
    return gzip.compress(raw) + data[first.length :]


INSIDE: dict[str, tuple[Callable[[Files], None], str]] = {
    "verdict edited": (_row("checks", verdict="x"), "altered since custody entry"),
    "time edited": (_row("captures", captured_at="2020-01-01T00:00:00.000000Z"), "altered since custody entry"),
    "claim edited": (_row("citations", claim="x"), "altered since custody entry"),
    "row put in": (
        _edit("custody/rows.jsonl", lambda rows: rows.append({"table": "urls", "row": {
            "id": "x", "url": "x", "host": "x", "domain": "x", "surt": "x", "added_at": "x"}})),
        "urls x: put in"),
    "row of no table": (_edit("custody/rows.jsonl", lambda rows: rows.append({"table": "x", "row": {"a": 1}})),
                        "not a row of ours"),
    "row taken out": (_edit("custody/rows.jsonl", lambda rows: rows.remove(
        next(r for r in rows if r["table"] == "captures"))), "no row speaks of this"),
    "record edited": (_edit("custody/records.jsonl", lambda r: r[0]["collector"].update(operator="x")),
                      "the custody record is not what its rows say"),
    "record taken out": (_edit("custody/records.jsonl", lambda r: r.pop() and None), "its custody record is missing"),
    "log entry edited": (_edit("custody/log.jsonl", lambda e: e[2]["entry"].update(at="2020")), "not what its id says"),
    "log reordered": (_edit("custody/log.jsonl", _late), "out of order"),
    "proof altered": (_edit("custody/log.jsonl", _proof), "does not lead to the root"),
    "proof of another night": (_edit("custody/log.jsonl", _other_seal), "does not lead to the root"),
    "log nested too deep": (lambda files: files.update({"custody/log.jsonl": b"[" * 100_000}), "not readable"),
    "length of 10^18": (_row("captures", length=10**18), "its length is not that of the record"),
    "record's own length of 10^18": (_warc(_absurd), "archive/data.warc.gz at 0: the length of the record is not"),
    "log taken out": (_drop("custody/log.jsonl"), "custody/log.jsonl is missing"),
    "log of noise": (lambda files: files.update({"custody/log.jsonl": b"\xff{"}), "not readable"),
    "records cut off": (_warc(lambda data: data[:-60]), "does not end"),
    "record doubled": (_warc(_first_member), "the record is there twice"),
    "all records taken out": (_warc(lambda _: b""), "its record is not in"),
    "index edited": (lambda files: files.update({"indexes/index.cdx": b"x\n"}), "not the index of these records"),
    "page edited": (_edit("pages/pages.jsonl", lambda p: p[1].update(url="http://x/")), "speaks of no capture"),
}  # fmt: skip


@pytest.mark.parametrize("forgery", INSIDE)
def test_what_the_signer_himself_changed_is_named(
    exported: Exported, tmp_path: Path, forgery: str
) -> None:
    """Even the holder of the key can't rewrite what is under an older seal without being
    noticed."""
    change, says = INSIDE[forgery]
    private = keys.private(exported.key)
    assert private is not None

    def forge(files: Files) -> None:
        change(files)
        _resign(files, private)

    _repack(exported.wacz, tmp_path / "forged.wacz", forge)
    done = _verify(tmp_path / "forged.wacz", "--key", exported.key)
    assert done.code == 1
    assert says in done.out, done.out


def _text(files: Files) -> None:
    files["pages/pages.jsonl"] = files["pages/pages.jsonl"].replace(b"Texto", b"TEXTO")


def _rehashed(files: Files) -> None:
    _text(files)
    _rehash(files)


def _fresh_key(files: Files) -> None:
    _text(files)
    _resign(files, Ed25519PrivateKey.generate())


def _named_key(files: Files) -> None:
    """The known public key beside a signature by another."""
    public = json.loads(files["datapackage-digest.json"])["testigo"]["publicKey"]
    _fresh_key(files)
    digest = json.loads(files["datapackage-digest.json"])
    digest["testigo"]["publicKey"] = public
    files["datapackage-digest.json"] = canonical(digest)


def _signed_data(**values: str) -> Callable[[Files], None]:
    """What viewers check and show, edited."""

    def edit(files: Files) -> None:
        digest = json.loads(files["datapackage-digest.json"])
        digest["signedData"].update(values)
        files["datapackage-digest.json"] = canonical(digest)

    return edit


OUTSIDE: dict[str, tuple[Callable[[Files], None], str]] = {
    "file altered": (_text, "pages/pages.jsonl: altered"),
    "file altered and re-hashed": (_rehashed, "forged: the signature"),
    "signed anew by another key": (_fresh_key, "not by"),
    "another's signature under the known key": (_named_key, "forged: the signature"),
    "file put in": (lambda f: f.update(x=b"x"), "x: put in"),
    "file taken out": (_drop("custody/key.pem"), "custody/key.pem: missing"),
    "signature taken out": (_drop("datapackage-digest.json"), "datapackage-digest.json is missing"),
    "time for viewers altered": (
        _signed_data(created="2020-01-01T00:00:00Z"),
        "what viewers check",
    ),
    "key for viewers altered": (_signed_data(publicKey="AAAA"), "what viewers check"),
    "signature for viewers altered": (_signed_data(signature="AAAA"), "what viewers check"),
    "signature emptied": (lambda f: f.update({"datapackage-digest.json": b"{}"}), "not signed"),
    "manifest too long": (
        lambda f: f.update({"datapackage.json": b" " * 1_000_000}),
        "datapackage.json is too long",
    ),
    "manifest taken out": (_drop("datapackage.json"), "datapackage.json is missing"),
}


@pytest.mark.parametrize("forgery", OUTSIDE)
def test_what_others_changed_is_named(exported: Exported, tmp_path: Path, forgery: str) -> None:
    change, says = OUTSIDE[forgery]
    _repack(exported.wacz, tmp_path / "forged.wacz", change)
    done = _verify(tmp_path / "forged.wacz", "--key", exported.key)
    assert done.code == 1
    assert says in done.out, done.out


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all" * 100])
def test_what_is_no_package_is_named_in_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.wacz").write_bytes(data)
    done = _verify(tmp_path / "x.wacz")
    assert (done.code, done.out.count("\n")) == (1, 1)
    assert "no readable package" in done.out


@pytest.mark.parametrize(("field", "place"), [("packed size", 20), ("size", 24)])
@pytest.mark.parametrize("size", [0xFFFFFFFE, 0x7FFFFFFF])
def test_a_length_that_only_the_archives_directory_says_is_named(
    exported: Exported, tmp_path: Path, field: str, place: int, size: int
) -> None:
    """Nothing of ours goes by it; programs that do would be shown something else, or fail."""
    data = bytearray(exported.wacz.read_bytes())
    first = data.index(b"PK\x01\x02")
    struct.pack_into("<L", data, first + place, size)
    (tmp_path / "forged.wacz").write_bytes(data)
    done = _verify(tmp_path / "forged.wacz", "--key", exported.key)
    assert done.code == 1, field
    assert "archive/data.warc.gz: altered: the archive's directory says another length" in done.out


def test_a_record_exchanged_for_another_with_true_digests_is_named(
    exported: Exported, tmp_path: Path
) -> None:
    """The body of a page changed, and every digest in the WARC made true again."""
    import io

    def forge(files: Files) -> None:
        out = b""
        data = files["archive/data.warc.gz"]
        for record in reader.stream(io.BytesIO(data), "x"):
            raw = gzip.decompress(data[record.offset : record.offset + record.length])
            if b"Texto de la" in record.block and record.kind == "response":
                block = record.block.replace(b"Texto de la", b"TEXTO DE LA")
                payload = block.partition(b"\r\n\r\n")[2]
                old = {record.headers["warc-block-digest"]: hashlib.sha256(block).hexdigest(),
                       record.headers["warc-payload-digest"]: hashlib.sha256(payload).hexdigest()}  # fmt: skip
                raw = raw.replace(record.block, block)
                for before, after in old.items():
                    raw = raw.replace(before.encode(), f"sha256:{after}".encode())
            out += gzip.compress(raw, mtime=0)
        files["archive/data.warc.gz"] = out
        private = keys.private(exported.key)
        assert private is not None
        _resign(files, private)

    _repack(exported.wacz, tmp_path / "forged.wacz", forge)
    done = _verify(tmp_path / "forged.wacz", "--key", exported.key)
    assert done.code == 1
    assert "its payload digest is not that of the record" in done.out
