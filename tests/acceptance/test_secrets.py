"""What only the keeper may know is in nothing that Testigo writes, prints or hands over: passwords and tokens
of time-stamp authorities, observers, archives, mail servers and webhooks, and the private key.
"""

from __future__ import annotations

import base64
import gzip
import re
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest

from evidence import chromium, signing
from evidence.custody.log import keys
from tests.commands import Done
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

SECRETS = {
    "CHAT_HOOK": "ch4tT0ken-of-the-chat",
    "TSA_PASSWORD": "tsaPassw0rd-of-the-authority",
    "OBSERVER_TOKEN": "0bserverT0ken-of-the-north",
    "IA_ACCESS_KEY": "iaAccessK3y-of-the-archive",
    "IA_SECRET_KEY": "iaSecretK3y-of-the-archive",
    "TESTIGO_SMTP_USER": "smtpUs3r-of-the-server",
    "TESTIGO_SMTP_PASSWORD": "smtpPassw0rd-of-the-server",
    "PERMA_API_KEY": "permaK3y-of-the-archive",
}
BEARER = "bearerT0ken-of-the-other-authority"
HOOK = "h00kT0ken-written-in-the-configuration"
CLOSED = "127.0.0.1:9"


def configuration(place: Path, chat: str) -> str:
    (place / "bearer").write_text(BEARER, "utf-8")
    return f"""
[notify]
to = ["env:CHAT_HOOK", "{chat}/services/{HOOK}", "ana@example.org"]
ping = "http://{CLOSED}/{HOOK}"
[notify.email]
host = "127.0.0.1"
port = 9
sender = "testigo@example.org"
[[custody.authority]]
url = "https://{CLOSED}/tsa"
user = "org"
password = "env:TSA_PASSWORD"
[[custody.authority]]
url = "https://{CLOSED}/other"
token = "file:{place}/bearer"
[[observer]]
name = "north"
url = "https://{CLOSED}/testigo"
key = "{"0a" * 32}"
token = "env:OBSERVER_TOKEN"
"""


def spellings(private: bytes) -> list[bytes]:
    """Each secret as it is, in an address, in a header, and beside a user's name."""
    plain = [*SECRETS.values(), BEARER, HOOK]
    told = [f"org:{SECRETS['TSA_PASSWORD']}", *plain]
    coded = [base64.b64encode(one.encode()).rstrip(b"=")[:-1] for one in told]
    key = b"".join(line for line in private.splitlines() if not line.startswith(b"-"))
    return [*(one.encode() for one in plain), *(quote(one).encode() for one in plain), *coded, key]


def contents(path: Path) -> bytes:
    """All that a file holds, packed or not."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            data += b"".join(map(archive.read, archive.namelist()))
    return data + b"".join(_unpacked(data, at.start()) for at in re.finditer(b"\x1f\x8b\x08", data))


def _unpacked(data: bytes, at: int) -> bytes:
    """One member of gzip; nothing where those bytes only look like one."""
    try:
        return zlib.decompressobj(31).decompress(data[at:])
    except zlib.error:
        return b""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Done]]:
    """Every command that asks others or hands something over, and what each printed, with ``-v``."""
    place = tmp_path_factory.mktemp("secrets")
    bench = Bench(place / "evidence")
    replies = {"/a": ok(page("Texto. " * 40)), f"/services/{HOOK}": ok(b"")}
    with RawServer(replies) as server:
        chat = server.url("").rstrip("/")
        environment = {**SECRETS, "CHAT_HOOK": f"{chat}/chat/{SECRETS['CHAT_HOOK']}"}
        bench.configure()
        bench.cite(server.url("/a"), server.url("/gone"))
        bench.configure(extra=configuration(place, chat))
        archive = f'base_url = "http://{CLOSED}"'
        settings = bench.folder.config.read_text("utf-8").replace("enabled = false", archive)
        bench.folder.config.write_text(settings, "utf-8")
        court = [["export", "--court", str(place / "court")]] if chromium.program() else []
        done = [
            bench.testigo(*one, "-v", **environment)
            for one in (
                ["run"],
                ["check", server.url("/gone"), "--observers"],
                ["archive"],
                ["notify", "--test"],
                ["notify"],
                ["status"],
                ["status", "--format", "json"],
                ["doctor"],
                ["doctor", "--format", "json"],
                ["verify"],
                ["history", server.url("/a")],
                *(["report", "--format", form, "--out", str(place / f"report.{form}")]
                  for form in ("html", "csv", "json", "markdown")),
                ["export", "--wacz", str(place / "all.wacz")],
                ["export", "--bagit", str(place / "bag")],
                *court,
            )
        ]  # fmt: skip
        config = bench.folder.config.read_text("utf-8")
        for wrong in ("[notify]\nto = 3\n", config.replace("north", "")):
            bench.folder.config.write_text(wrong, "utf-8")
            done.append(bench.testigo("run", "-v", **environment))
        bench.folder.config.write_text(config, "utf-8")
        database = bench.folder.database.read_bytes()
        bench.folder.database.write_bytes(database[:100] + b"\xff" * 4000 + database[4100:])
        done.append(bench.testigo("run", "-v", **environment))
        bench.folder.database.write_bytes(database)
    return place, done


def test_no_command_prints_one(told: tuple[Path, list[Done]]) -> None:
    place, done = told
    secrets = spellings(_private(place))
    assert [one.code for one in done[:2]] == [0, 1], done[:2]
    assert any("Traceback" in one.err for one in done), "an error is shown with all of it"
    for one in done:
        printed = (one.out + one.err).encode()
        assert [secret for secret in secrets if secret in printed] == []


def test_nothing_that_is_kept_or_handed_over_holds_one(told: tuple[Path, list[Done]]) -> None:
    place, _ = told
    secrets = spellings(_private(place))
    files = [path for path in place.rglob("*") if path.is_file()]
    files = [path for path in files if path.name not in ("testigo.toml", "bearer")]
    assert {".wacz", ".gz", ".db", ".pem", ".html", ".xml"} <= {path.suffix for path in files}
    for path in files:
        held = contents(path)
        assert [secret for secret in secrets if secret in held] == [], path


def test_a_secret_would_be_found(tmp_path: Path) -> None:
    """In a package, in a record of a WARC file, as a header has it."""
    secret = f"org:{SECRETS['TSA_PASSWORD']}".encode()
    header = b"Authorization: Basic " + base64.b64encode(secret)
    (tmp_path / "one.warc.gz").write_bytes(gzip.compress(b"first") + gzip.compress(header))
    with zipfile.ZipFile(tmp_path / "all.wacz", "w") as archive:
        archive.write(tmp_path / "one.warc.gz", "archive/data.warc.gz")
    for path in tmp_path.iterdir():
        assert any(one in contents(path) for one in spellings(b"none"))


def _private(place: Path) -> bytes:
    fingerprint = keys.fingerprint(str(Bench(place / "evidence").folder.key))
    return signing.file_of(fingerprint).read_bytes()
