"""``testigo verify`` names what was altered, and passes what was not."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Bench
from tests.servers import RawServer, ok, page

HOP = b"HTTP/1.1 301 X\r\nLocation: /a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two nights over a few pages, made once and copied for each test."""
    bench = Bench(tmp_path_factory.mktemp("e") / "evidence")
    bench.configure()
    with RawServer(
        {"/a": ok(page("Texto de la página. " * 30)), "/b": HOP, "/c": ok(page("Otra. " * 40))}
    ) as server:
        bench.cite(server.url("/a"), server.url("/b"), server.url("/c"), server.url("/gone"))
        bench.testigo("run")
        server.replies["/c"] = ok(page("Otra cosa distinta. " * 40))
        bench.testigo("run", "--only", "all")
    assert bench.testigo("verify").code == 0
    return bench.path


@pytest.fixture
def copy(evidence: Path, tmp_path: Path) -> Bench:
    shutil.copytree(evidence, tmp_path / "copy")
    return Bench(tmp_path / "copy")


def _flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << (place % 8)
    path.write_bytes(data)


def test_any_flipped_bit_in_a_warc_is_named(copy: Bench) -> None:
    from evidence.custody.verify import verify
    from evidence.store import Store

    chance = random.Random(7)
    warcs = sorted(copy.folder.warc.glob("*.warc.gz"))
    store = Store(copy.folder.database)
    for warc in warcs:
        good = warc.read_bytes()
        # the ten bytes of a gzip header among them: no check sum covers those
        places = [0, 3, 4, 8, 9, len(good) - 1, *(chance.randrange(len(good)) for _ in range(60))]
        for place in places:
            _flip(warc, place)
            found = [finding.where for finding in verify(copy.folder, store) if not finding.note]
            assert any(warc.name in where for where in found), (warc.name, place)
            warc.write_bytes(good)
    store.close()


SWAP = """
UPDATE custody SET seq = -1 WHERE seq = 4;
UPDATE custody SET seq = 4 WHERE seq = 5;
UPDATE custody SET seq = 5 WHERE seq = -1;
"""
EDITS = {
    "verdict": ("UPDATE checks SET verdict = 'alive' WHERE verdict = 'missing'", "checks"),
    "reason": ("UPDATE checks SET reasons_json = replace(reasons_json, '404', '200')", "checks"),
    "check removed": ("DELETE FROM standings; DELETE FROM checks", "checks"),
    "capture time": ("UPDATE captures SET captured_at = '2020-01-01T00:00:00.000000Z'", "captures"),
    "capture offset": ('UPDATE captures SET "offset" = "offset" + 1', "captures"),
    "capture digest": ("UPDATE captures SET payload_sha256 = block_sha256", "captures"),
    "url": ("UPDATE urls SET url = url || 'x'", "urls"),
    "claim": ("UPDATE citations SET claim = 'something else'", "citations"),
    "source": ("UPDATE sources SET published = '1999-01-01'", "sources"),
    "reading": ("UPDATE source_versions SET sha256 = upper(sha256)", "source_versions"),
    "run": ("UPDATE runs SET started_at = ended_at", "runs"),
    "standing": ("UPDATE standings SET certainty = 'confirmed'", "standings"),
    "change": ("UPDATE changes SET significance = 0", "changes"),
    "seal": ("UPDATE warc_files SET sha256 = upper(sha256)", "warc_files"),
    "row put in": ("INSERT INTO sources (id, kind, location, added_at) VALUES ('x','report','x','')", "sources x"),
    "log edited": ("UPDATE custody SET act = 'nothing' WHERE seq = 4", "custody 4"),
    "log entry removed": ("DELETE FROM custody WHERE seq = 4", "custody 5"),
    "log reordered": (SWAP, "custody 4"),
    "log unreadable": ("UPDATE custody SET rows_json = '{' WHERE seq = 4", "custody 4"),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_any_edited_row_is_named(copy: Bench, edit: str) -> None:
    script, where = EDITS[edit]
    raw = sqlite3.connect(copy.folder.database)
    raw.executescript(script)
    raw.close()
    done = copy.testigo("verify")
    assert done.code == 1
    assert any(line.startswith(where) for line in done.out.splitlines()), done.out


def test_what_is_altered_waits_for_the_next_notice_once_and_is_said_even_if_it_cannot(
    copy: Bench,
) -> None:
    copy.configure(extra='[notify]\nto = ["https://example.org/hook"]\n')
    assert copy.testigo("verify").code == 0
    assert copy.rows("SELECT * FROM troubles") == []
    raw = sqlite3.connect(copy.folder.database)
    raw.execute("UPDATE citations SET claim = 'something else'")
    raw.commit()
    for _ in range(2):
        assert copy.testigo("verify").code == 1
    (noted,) = copy.rows("SELECT * FROM troubles")
    assert noted["kind"] == "verify-failed"
    assert '"problem":"citations ' in noted["facts_json"]
    raw.execute("DELETE FROM troubles")
    raw.execute(
        "CREATE TRIGGER full BEFORE INSERT ON troubles BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    raw.commit()
    raw.close()
    done = copy.testigo("verify")
    assert (done.code, "can't be kept for the next notice" in done.err) == (1, True)
    assert done.out.startswith("citations ")


def test_files_that_are_gone_or_swapped_are_named(copy: Bench) -> None:
    first, second = sorted(copy.folder.warc.glob("*.warc.gz"))
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    swapped = copy.testigo("verify").out
    assert first.name in swapped
    assert second.name in swapped
    second.unlink()
    assert f"warc/{second.name}: missing" in copy.testigo("verify").out


@pytest.mark.parametrize(
    "damage", ["line edited", "line removed", "line doubled", "lines out of order", "removed"]
)
def test_a_damaged_index_is_named(copy: Bench, damage: str) -> None:
    index = copy.folder.index
    lines = index.read_text("utf-8").splitlines(keepends=True)
    if damage == "removed":
        index.unlink()
    else:
        changed = {
            "line edited": [lines[0].replace('"status": "', '"status": "5'), *lines[1:]],
            "line removed": lines[1:],
            "line doubled": [lines[0], *lines],
            "lines out of order": lines[::-1],
        }[damage]
        index.write_text("".join(changed), "utf-8")
    done = copy.testigo("verify")
    assert done.code == 1
    assert "index.cdxj" in done.out
