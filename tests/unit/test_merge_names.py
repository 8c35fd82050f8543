"""Two documents under one id: ours keeps it, theirs gets another, always the same, and all that is in
it follows."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from evidence.boards.model import Entry, Read, Visit
from evidence.citations import read
from evidence.config import Source
from evidence.custody.log import keys
from evidence.custody.merge import merge
from evidence.custody.verify import verify
from evidence.folder import EvidenceFolder
from evidence.looks.settle import resettle
from evidence.store import Store
from evidence.store.boards import before, put_visit
from evidence.store.sources import put_reading, put_source
from evidence.verdicts.series import DEFAULT

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Lo que se prometió consta en <https://agua.example/{}>.\n\n"
BOARD = "https://{}.example/t/"


@pytest.fixture(autouse=True)
def _keys(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


class Keeper:
    """A folder whose report is called ``informe``, as everybody's is."""

    def __init__(self, place: Path, name: str) -> None:
        self.name = name
        self.folder = EvidenceFolder(place / name)
        self.folder.create()
        with closing(self.store()) as store:
            keys.make(self.folder, store)

    def store(self) -> Store:
        return Store(self.folder.database)

    def reads(self, *cited: str, location: str = "") -> None:
        with closing(self.store()) as store:
            put_source(store, Source("informe", location or f"/{self.name}/informe.md", "report"))
            data = "".join(map(TEXT.format, cited)).encode()
            put_reading(store, "informe", data, read(data, "informe.md", ""))

    def visits(self, day: int, *labels: str) -> None:
        """A board with the same pages as everybody's, at an address of its own."""
        home = BOARD.format(self.name)
        entries = tuple(
            Entry(f"https://x.mx/{name}.pdf", f"{name}.pdf", name, (), home, at, "document", "s")
            for at, name in enumerate(labels)
        )
        visit = Visit(entries, (Read("x.mx/t/", home, "ok", len(entries)),), (), frozenset())
        with closing(self.store()) as store:
            put_source(store, Source("tablero", home, "board", "Tablero"))
            at = f"2026-11-{day:02}T00:00:00.000000Z"
            put_visit(store, "tablero", before(store, "tablero"), visit, [], at)

    def takes(self, other: Keeper) -> list[str]:
        """Merge; returns what was said."""
        said: list[str] = []
        with closing(self.store()) as store:
            settle = lambda s, u, b: resettle(s, u, DEFAULT, b)  # noqa: E731
            merge(self.folder, store, other.folder, settle, say=said.append)
            assert [one for one in verify(self.folder, store) if not one.note] == []
        return said

    def cites(self) -> dict[str, list[str]]:
        """Where each source lies -> what it cites now."""
        sql = """SELECT s.location, u.url FROM sources s LEFT JOIN citations c
                 ON c.source_id = s.id AND c.gone_since IS NULL LEFT JOIN urls u ON u.id = c.url_id
                 ORDER BY 1, 2"""
        found: dict[str, list[str]] = {}
        with closing(self.store()) as store:
            for row in store.all(sql):
                found.setdefault(row["location"], []).append(row["url"].rpartition("/")[2])
        return found

    def ids(self) -> dict[str, str]:
        with closing(self.store()) as store:
            return {row["location"]: row["id"] for row in store.all("SELECT * FROM sources")}


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Keeper, Keeper]:
    ana, beto = Keeper(tmp_path, "ana"), Keeper(tmp_path, "beto")
    ana.reads("plan", "acta")
    beto.reads("plan", "padron")
    return ana, beto


def test_theirs_gets_another_id_and_what_it_cites_follows(pair: tuple[Keeper, Keeper]) -> None:
    ana, beto = pair
    (said,) = ana.takes(beto)
    ours = ana.ids()
    assert ours["/ana/informe.md"] == "informe"
    assert ours["/beto/informe.md"].startswith("informe-")
    assert f"here it is '{ours['/beto/informe.md']}'" in said
    both = {"/ana/informe.md": ["acta", "plan"], "/beto/informe.md": ["padron", "plan"]}
    assert ana.cites() == both
    beto.takes(ana)
    assert beto.cites() == both
    assert beto.ids()["/beto/informe.md"] == "informe"


def test_a_circle_of_merges_comes_to_rest(pair: tuple[Keeper, Keeper], tmp_path: Path) -> None:
    ana, beto = pair
    third = Keeper(tmp_path, "eva")
    names = []
    for _ in range(3):
        for into, taken in ((ana, beto), (beto, third), (third, ana), (ana, third), (beto, ana)):
            into.takes(taken)
        names.append([keeper.ids() for keeper in (ana, beto, third)])
    assert names[0] == names[1] == names[2]
    assert ana.cites() == beto.cites() == third.cites()
    assert len(ana.cites()) == 2


@pytest.mark.parametrize("order", [("ana", "beto", "eva"), ("eva", "ana", "beto")])
def test_whoever_comes_first_another_has_all(tmp_path: Path, order: tuple[str, ...]) -> None:
    keepers = {}
    for name in order:
        keepers[name] = keeper = Keeper(tmp_path, name)
        keeper.reads("plan", name)
    last = Keeper(tmp_path, "all")
    for name in order:
        last.takes(keepers[name])
    assert last.cites() == {f"/{name}/informe.md": sorted(["plan", name]) for name in order}
    before = last.ids()
    for name in reversed(order):
        keepers[name].takes(last)
        last.takes(keepers[name])
    assert last.ids() == before


def test_a_later_reading_finds_its_source(pair: tuple[Keeper, Keeper], tmp_path: Path) -> None:
    ana, beto = pair
    third = Keeper(tmp_path, "eva")
    ana.takes(beto)
    third.takes(ana)
    beto.takes(ana)
    for now in (["padron", "actas"], ["plan", "padron"]):  # and back to what it said once
        beto.reads(*now)
        ana.takes(beto)
        third.takes(ana)
        assert ana.cites()["/beto/informe.md"] == sorted(now)
        assert third.cites() == ana.cites()
    ana.reads("nuevo")
    beto.takes(ana)
    assert beto.cites()["/ana/informe.md"] == ["nuevo"]
    assert len(beto.ids()) == 2


def test_one_document_under_one_id_is_one_source(tmp_path: Path) -> None:
    ana, beto = Keeper(tmp_path, "ana"), Keeper(tmp_path, "beto")
    for keeper, cited in ((ana, ("plan", "acta")), (beto, ("plan", "padron"))):
        keeper.reads(*cited, location="https://agua.example/informe.md")
    assert ana.takes(beto) == []
    assert list(ana.ids().values()) == ["informe"]


@pytest.mark.parametrize(("theirs", "count"), [(("plan", "x"), 1), (("otro", "x"), 2)])
def test_one_path_on_two_machines_is_one_source_where_it_says_the_same(
    tmp_path: Path, theirs: tuple[str, ...], count: int
) -> None:
    ana, beto = Keeper(tmp_path, "ana"), Keeper(tmp_path, "beto")
    ana.reads("plan", "acta", location="/srv/informe.md")
    beto.reads(*theirs, location="/srv/informe.md")
    for into, taken in ((ana, beto), (beto, ana), (ana, beto)):
        into.takes(taken)
        with closing(into.store()) as store:
            assert store.value("SELECT COUNT(*) FROM sources") == count


def test_two_boards_that_list_the_same_pages_stay_two(tmp_path: Path) -> None:
    ana, beto = Keeper(tmp_path, "ana"), Keeper(tmp_path, "beto")
    ana.visits(10, "a", "b")
    beto.visits(11, "a", "b", "c")
    for into, taken in ((ana, beto), (beto, ana)):
        into.takes(taken)
        assert {place: len(cited) for place, cited in into.cites().items()} == {
            BOARD.format("ana"): 2,
            BOARD.format("beto"): 3,
        }
    beto.visits(12, "a")
    ana.takes(beto)
    with closing(ana.store()) as store:
        stand = store.all(
            "SELECT source_id, COUNT(*) AS n FROM board_entries WHERE dropped_at IS NULL GROUP BY 1"
        )
    assert {row["source_id"]: row["n"] for row in stand} == {
        "tablero": 2,
        ana.ids()[BOARD.format("beto")]: 1,
    }
