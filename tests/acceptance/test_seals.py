"""Nights under seal: signed, stamped by a real authority, and betrayed when cut off or forged."""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from evidence.custody.log import keys, notes
from evidence.store import ledger
from tests import authority
from tests.conftest import Bench
from tests.servers import RawServer, ok, page


@dataclass(frozen=True)
class Sealed:
    """Two nights, the state after the first, and what is needed to check them."""

    bench: Bench
    first_night: Path
    roots: Path
    key: str


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    place = tmp_path_factory.mktemp("s")
    authority.make(place / "tsa")
    bench = Bench(place / "evidence")
    bench.configure()
    assert bench.testigo("init", "--force").code == 0
    with (
        authority.serve(place / "tsa") as url,
        RawServer({"/a": ok(page("Texto. " * 50))}) as server,
    ):
        bench.configure(extra=f'[custody]\nauthorities = ["{url}"]\n')
        bench.cite(server.url("/a"))
        assert bench.testigo("run").code == 0
        shutil.copytree(bench.path, place / "first")
        assert bench.testigo("run", "--only", "all").code == 0
    key = keys.fingerprint(str(bench.folder.key))
    return Sealed(bench, place / "first", place / "tsa" / "ca.pem", key)


@pytest.fixture
def copy(sealed: Sealed, tmp_path: Path) -> Bench:
    shutil.copytree(sealed.bench.path, tmp_path / "copy")
    return Bench(tmp_path / "copy")


def test_an_untouched_folder_passes_with_its_key_and_authority(sealed: Sealed, copy: Bench) -> None:
    done = copy.testigo("verify", "--key", sealed.key, "--roots", str(sealed.roots))
    assert (done.code, done.out) == (0, ""), done.out
    done = copy.testigo("verify", "--key", str(copy.folder.key))
    assert done.code == 0
    assert "a root that is not known here" in done.out
    (entry, *_) = copy.rows("SELECT * FROM custody WHERE act = 'verified'")
    assert json.loads(entry["detail_json"])["captures"] >= 2


def test_openssl_checks_our_tokens_without_us(sealed: Sealed) -> None:
    tokens = sorted(sealed.bench.folder.seals.glob("*.tsr"))
    assert len(tokens) == 2
    for token in tokens:
        document = token.parent / (token.name.split(".")[0] + ".checkpoint")
        done = subprocess.run(
            ["openssl", "ts", "-verify", "-data", document, "-in", token, "-CAfile", sealed.roots],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Verification: OK" in done.stdout + done.stderr, done.stderr


def test_the_private_key_stays_outside_and_can_not_be_guessed_from_inside(sealed: Sealed) -> None:
    (secret,) = keys.place().glob(f"{sealed.key}.pem")
    assert secret.stat().st_mode & 0o077 == 0
    inside = b"".join(path.read_bytes() for path in sealed.bench.path.rglob("*") if path.is_file())
    assert b"PRIVATE KEY" not in inside
    private = keys.private(sealed.key)
    assert private is not None
    assert private.private_bytes_raw() not in inside


def test_a_folder_put_back_to_an_older_night_is_noticed(sealed: Sealed) -> None:
    done = Bench(sealed.first_night).testigo("verify")
    assert done.code == 1
    assert "custody: cut off or rewritten" in done.out


def test_another_machine_notices_nothing_and_says_what_it_knows(
    sealed: Sealed, copy: Bench, tmp_path: Path
) -> None:
    done = copy.testigo("verify", "--key", sealed.key, XDG_CONFIG_HOME=str(tmp_path / "other"))
    assert done.code == 0, done.out


WRITING = {
    "add": ("add", "{list}"),
    "run": ("run", "--only", "all"),
    "check": ("check", "{url}"),
    "accept": ("accept", "{url}", "--note", "x"),
    "overrule": ("overrule", "{url}", "--note", "x"),
    "sources": ("sources", "retire", "{source}"),
    "merge": ("merge", "{folder}"),
}


@pytest.mark.parametrize("name", WRITING)
def test_who_has_not_the_key_writes_nothing_into_a_copy(
    sealed: Sealed, copy: Bench, tmp_path: Path, name: str
) -> None:
    other = {"XDG_CONFIG_HOME": str(tmp_path / "other")}
    (url,) = (row["url"] for row in copy.rows("SELECT url FROM urls LIMIT 1"))
    (source,) = (row["id"] for row in copy.rows("SELECT id FROM sources LIMIT 1"))
    (tmp_path / "list.txt").write_text("http://127.0.0.1:9/otra\n", "utf-8")
    facts = {
        "url": url, "source": source, "list": str(tmp_path / "list.txt"), "folder": str(sealed.first_night)
    }  # fmt: skip
    before = copy.rows("SELECT id FROM custody")
    done = copy.testigo(*(part.format_map(facts) for part in WRITING[name]), **other)
    assert done.code == 2, done.out
    assert "is not on this machine, so nothing is written" in done.err
    assert copy.rows("SELECT id FROM custody") == before
    assert not (tmp_path / "other" / "testigo").exists() or name == "merge"
    assert copy.testigo("status", **other).code in (0, 1, 3)
    assert copy.testigo("verify").code == 0, "the keeper's folder is as it was"


def test_a_person_may_go_on_without_the_key_and_it_is_told(copy: Bench, tmp_path: Path) -> None:
    other = {"XDG_CONFIG_HOME": str(tmp_path / "other")}
    assert copy.testigo("restored", "--note", "x").code == 2, "here the key is"
    done = copy.testigo("restored", "--note", "the disk with the key failed", **other)
    assert done.code == 0, done.err
    assert copy.testigo("run", "--only", "all", **other).code in (0, 1, 3)
    done = copy.testigo("verify", **other)
    assert "written without this folder's key" in done.out
    assert "the disk with the key failed" in done.out
    assert copy.testigo("run", "--only", "all").code in (0, 1, 3), (
        "the keeper goes on, and it is named"
    )
    done = copy.testigo("check", "http://127.0.0.1:9/a", **other)
    assert "is not on this machine" in done.err, "what was said holds until it is signed again"


def _entries(raw: sqlite3.Connection) -> list[dict[str, Any]]:
    raw.row_factory = sqlite3.Row
    return [dict(row) for row in raw.execute("SELECT * FROM custody ORDER BY seq")]


def rewrite(raw: sqlite3.Connection, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """What a clever forger does: change the log, and make every id and link of it anew."""
    entries = _entries(raw)
    for entry in entries:
        entry["rows"], entry["detail"] = (
            json.loads(entry["rows_json"]),
            json.loads(entry["detail_json"]),
        )
    change(entries)
    raw.execute("DELETE FROM custody")
    previous = None
    for seq, old in enumerate(entries, 1):
        made = ledger.entry(seq, previous, old["at"], old["act"], old["rows"], old["detail"])
        previous = made.id
        raw.execute(
            "INSERT INTO custody (id, seq, previous, at, act, rows_json, detail_json) VALUES (?,?,?,?,?,?,?)",
            (
                made.id,
                seq,
                made.previous,
                made.at,
                made.act,
                json.dumps(made.rows),
                json.dumps(made.detail),
            ),
        )
    raw.commit()


def _act(entries: list[dict[str, Any]], act: str) -> list[dict[str, Any]]:
    return [entry for entry in entries if entry["act"] == act]


def _rehash_a_check(entries: list[dict[str, Any]]) -> None:
    _act(entries, "checked")[0]["at"] = "2020-01-01T00:00:00.000000Z"


def _stale_token(entries: list[dict[str, Any]]) -> None:
    first, second = _act(entries, "timestamped")
    second["detail"]["reply"] = first["detail"]["reply"]


def _token_for_no_seal(entries: list[dict[str, Any]]) -> None:
    _act(entries, "timestamped")[0]["detail"]["seal"] = "0" * 64


def _token_of_noise(entries: list[dict[str, Any]]) -> None:
    _act(entries, "timestamped")[0]["detail"]["reply"] = base64.b64encode(b"token").decode()


def _token_altered(entries: list[dict[str, Any]]) -> None:
    detail = _act(entries, "timestamped")[0]["detail"]
    reply = bytearray(base64.b64decode(detail["reply"]))
    reply[-20] ^= 1  # in the signature
    detail["reply"] = base64.b64encode(reply).decode()


def _checkpoint(entries: list[dict[str, Any]], line: Callable[[notes.Line], notes.Line]) -> None:
    """The first checkpoint with another signature line."""
    detail = _act(entries, "night-sealed")[0]["detail"]
    text, _, signed = detail["checkpoint"].rpartition("\n\n")
    detail["checkpoint"] = f"{text}\n\n{line(notes.Line.read(signed[:-1]))}"


def _unsigned(entries: list[dict[str, Any]]) -> None:
    detail = _act(entries, "night-sealed")[0]["detail"]
    detail["checkpoint"] = detail["checkpoint"].rpartition("\n\n")[0] + "\n"


def _signed_by_another(entries: list[dict[str, Any]]) -> None:
    _checkpoint(entries, lambda line: notes.Line(line.name, b"else" + line.data[4:]))


def _signed_otherwise(entries: list[dict[str, Any]]) -> None:
    _checkpoint(entries, lambda line: notes.Line(line.name, line.data[:4] + b"s" * 64))


def _backdated_seal(entries: list[dict[str, Any]]) -> None:
    _act(entries, "night-sealed")[0]["detail"]["at"] = "2020-01-01T00:00:00.000000Z"


def _seal_removed(entries: list[dict[str, Any]]) -> None:
    entries.remove(_act(entries, "night-sealed")[0])


def _seal_of_nonsense(entries: list[dict[str, Any]]) -> None:
    _act(entries, "night-sealed")[0]["detail"] = {"seal": 7}


def _key_replaced(entries: list[dict[str, Any]]) -> None:
    _act(entries, "key-made")[0]["detail"]["public"] = base64.b64encode(b"k" * 32).decode()


def _second_key(entries: list[dict[str, Any]]) -> None:
    entries.append({**_act(entries, "key-made")[0]})


def _entries_swapped(entries: list[dict[str, Any]]) -> None:
    entries[3], entries[4] = entries[4], entries[3]


FORGERIES: dict[str, tuple[Callable[[list[dict[str, Any]]], None], str]] = {
    "entry re-hashed": (_rehash_a_check, "the seal does not fit the log: its root"),
    "entries swapped and re-hashed": (_entries_swapped, "the seal does not fit the log: its root"),
    "stale token": (_stale_token, "the token is for something else"),
    "token for no seal": (_token_for_no_seal, "the time-stamp is for no seal of this log"),
    "token of noise": (_token_of_noise, "not readable"),
    "token altered": (_token_altered, "does not hold"),
    "signature taken off": (_unsigned, "says what none of ours says"),
    "signed by another key": (_signed_by_another, "the seal is not by the key of this log"),
    "signed otherwise": (_signed_otherwise, "forged: the seal is not signed"),
    "seal backdated": (_backdated_seal, "the seal does not fit the log: its root"),
    "seal removed": (_seal_removed, "the seal does not fit the log"),
    "seal of nonsense": (_seal_of_nonsense, "says what none of ours says"),
    "key replaced in the log": (_key_replaced, "the seal is not by the key of this log"),
    "second key": (_second_key, "a second signing key was put in"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_log_that_was_made_anew_is_betrayed_by_its_seals(
    sealed: Sealed, copy: Bench, forgery: str
) -> None:
    change, says = FORGERIES[forgery]
    with sqlite3.connect(copy.folder.database) as raw:
        rewrite(raw, change)
    raw.close()
    done = copy.testigo("verify", "--key", sealed.key, "--roots", str(sealed.roots))
    assert done.code == 1
    assert says in done.out, done.out


def _back_to_first_night(sealed: Sealed, copy: Bench) -> None:
    """Log and rows as they were a night before, everything else as it is now."""
    shutil.copy(sealed.first_night / "evidence.db", copy.folder.database)


def test_a_log_whose_tail_was_cut_off_with_its_rows_is_betrayed_by_what_is_left(
    sealed: Sealed, copy: Bench, tmp_path: Path
) -> None:
    _back_to_first_night(sealed, copy)
    elsewhere = {"XDG_CONFIG_HOME": str(tmp_path / "other")}
    done = copy.testigo("verify", **elsewhere)
    assert done.code == 1
    assert "the log does not speak of this seal: its end was cut off" in done.out
    shutil.rmtree(copy.folder.seals)
    shutil.copytree(sealed.first_night / "seals", copy.folder.seals)
    # the file of the second night was begun after entries that are gone
    done = copy.testigo("verify", **elsewhere)
    assert "was begun after entry" in done.out
    assert done.code == 1


@pytest.mark.parametrize("damage", ["removed", "altered", "put in"])
def test_files_of_seals_are_named(copy: Bench, damage: str) -> None:
    path = next(copy.folder.seals.glob("*.checkpoint"))
    if damage == "removed":
        path.unlink()
    elif damage == "altered":
        path.write_bytes(path.read_bytes().replace(b"testigo", b"Testigo"))
    else:
        path = path.with_name("0" * 32 + ".checkpoint")
        path.write_text("{}")
    done = copy.testigo("verify")
    assert done.code == 1
    assert f"seals/{path.name}" in done.out


def test_a_replaced_public_key_is_named(sealed: Sealed, copy: Bench) -> None:
    copy.folder.key.write_bytes(keys.to_pem(b"\x01" * 32))
    done = copy.testigo("verify")
    assert done.code == 1
    assert "key.pem: missing, or not the key" in done.out
    copy.folder.key.unlink()
    assert "key.pem: missing" in copy.testigo("verify").out
    shutil.copy(sealed.bench.folder.key, copy.folder.key)
    done = copy.testigo("verify", "--key", "0" * 64)
    assert done.code == 1
    assert "key.pem: replaced" in done.out


def test_a_silent_authority_does_not_keep_the_night_from_being_sealed(bench: Bench) -> None:
    with RawServer({"/a": ok(page("Texto. " * 50))}) as server:
        bench.configure(extra='[custody]\nauthorities = ["http://127.0.0.1:9/"]\n')
        bench.cite(server.url("/a"))
        done = bench.testigo("run")
    assert done.code == 0
    assert "no time-stamp from http://127.0.0.1:9/" in done.err
    assert len(bench.rows("SELECT * FROM custody WHERE act = 'night-sealed'")) == 1
    assert bench.testigo("verify").code == 0
