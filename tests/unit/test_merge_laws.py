"""Merging evidence folders: facts add up, states go on, whoever is merged first."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence import clock
from evidence.custody.log import keys
from evidence.custody.merge import merge
from evidence.custody.verify import verify
from evidence.looks.rejoined import Rejoined
from evidence.looks.settle import take_back
from evidence.store.records import Check, Source
from evidence.store.tables import TABLES, Kind
from evidence.verdicts.outage import Fault, Outage
from evidence.verdicts.series import DEFAULT
from evidence.vocabulary import SourceKind
from tests.looks import MAX_BODY, Lab, Told, answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.store.database import Row

URLS = [f"http://dependencia.example/{name}" for name in ("acta", "plan", "informe")]
NAMES = ("a", "b", "c")


@pytest.fixture(autouse=True)
def _keys(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


@dataclass
class World:
    """Three organisations, each with a folder, a source of its own, and URLs that all look at."""

    place: Path
    labs: dict[str, Lab] = field(default_factory=dict)
    looks: dict[tuple[str, str], Check] = field(default_factory=dict)
    """organisation and URL -> its last look, unless that was taken back"""

    def __post_init__(self) -> None:
        for name in NAMES:
            self.labs[name] = lab = Lab(self.place / name)
            self.title(name, "Informe")
            keys.make(lab.folder, lab.store)

    def title(self, name: str, title: str) -> None:
        """The organisation gives its source another title."""
        source = Source(name, SourceKind.REPORT, f"{name}.md", title, None, "es", "2026-11-01Z")
        with self.labs[name].store.transaction("source-titled") as transaction:
            transaction.put(source)

    def look(self, name: str, url: str, text: str) -> None:
        """The organisation looks at a URL, which shows a page with this text or is gone."""
        lab = self.labs[name]
        others = max(other.nights for other in self.labs.values())
        lab.nights = others  # no two looks at the same moment
        body = f"<title>Acta</title><p>{text * 60}"
        found = lab.look(Told(answer(body) if text else answer("No existe", status=404)), url)
        self.looks[name, url] = found.check

    def outage(self, name: str, url: str) -> None:
        """The organisation takes its last look at a URL back, because its own line was down then."""
        if check := self.looks.pop((name, url), None):
            at = clock.parse(check.checked_at)
            found = Outage(Fault.NETWORK, at, at, 9, frozenset({check.id}))
            take_back(self.labs[name].store, check.run_id, found, DEFAULT)

    def merge(self, into: str, name: str) -> int:
        """Take one folder in; returns how many rows were new."""
        return merged(self.labs[into], self.labs[name])

    def close(self) -> None:
        for lab in self.labs.values():
            lab.store.close()


def merged(into: Lab, other: Lab) -> int:
    return merge(into.folder, into.store, other.folder, Rejoined(into.path, DEFAULT, MAX_BODY))


def rows(lab: Lab, kind: Kind) -> dict[str, list[Row]]:
    return {
        table.name: lab.store.all(f'SELECT * FROM "{table.name}" ORDER BY "{table.key}"')
        for table in TABLES
        if table.kind is kind and table.name not in ("warc_files", "standings")
    }


def standings(lab: Lab) -> list[Row]:
    """What URLs stand at; the baseline is a folder's own: its first good capture."""
    return lab.store.all(
        "SELECT url_id, verdict, cause, certainty, since, last_look, last_good, looks"
        " FROM standings ORDER BY url_id"
    )


def findings(lab: Lab) -> list[str]:
    found = verify(lab.folder, lab.store)
    return [f"{one.where}: {one.problem}" for one in found if not one.note]


ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("look"),
            st.sampled_from(NAMES),
            st.sampled_from(URLS),
            st.sampled_from(["El acuerdo. ", "Otro acuerdo. ", ""]),
        ),
        st.tuples(st.just("outage"), st.sampled_from(NAMES), st.sampled_from(URLS)),
        st.tuples(st.just("title"), st.sampled_from(NAMES), st.sampled_from(["Uno", "Informe"])),
        st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    ),
    max_size=7,
)


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTS, st.permutations(NAMES))
def test_all_merge_to_the_same_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, ...]], order: list[str]
) -> None:
    world = World(tmp_path_factory.mktemp("m"))
    act: dict[str, Callable[..., object]] = {
        "look": world.look, "outage": world.outage, "title": world.title, "merge": world.merge,
    }  # fmt: skip
    for name, *arguments in acts:
        if name != "merge" or len(set(arguments)) == 2:
            act[name](*arguments)
    first, second, third = order
    world.merge(first, second)
    world.merge(first, third)
    world.merge(second, first)
    world.merge(third, second)
    labs = list(world.labs.values())
    assert [findings(lab) for lab in labs] == [[], [], []]
    for kind in (Kind.FACT, Kind.STATE):
        assert rows(labs[0], kind) == rows(labs[1], kind) == rows(labs[2], kind)
    assert standings(labs[0]) == standings(labs[1]) == standings(labs[2])
    for into in NAMES:
        for name in NAMES:
            assert into == name or world.merge(into, name) == 0
    world.close()


def test_what_went_on_is_known_through_a_third_folder(tmp_path: Path) -> None:
    """c has a's source as it was; what became of it reaches c by way of b."""
    world = World(tmp_path)
    world.merge("c", "a")
    world.title("a", "Informe final")
    world.merge("b", "a")
    world.merge("c", "b")
    titles = world.labs["c"].store.values("SELECT title FROM sources WHERE id = 'a'")
    assert list(titles) == ["Informe final"]
    world.close()


def test_a_state_that_came_back_is_the_later_one_still(tmp_path: Path) -> None:
    """a's source was called one thing, then another, then the first again; c knows the second."""
    world = World(tmp_path)
    world.merge("c", "a")
    world.title("a", "Borrador")
    world.merge("c", "a")
    world.title("a", "Informe")
    world.merge("a", "c")
    world.merge("c", "a")
    for name in ("a", "c"):
        titles = world.labs[name].store.values("SELECT title FROM sources WHERE id = 'a'")
        assert list(titles) == ["Informe"], name
    world.close()


def test_what_was_taken_back_is_so_wherever_it_went_and_comes_back_from_nowhere(
    tmp_path: Path,
) -> None:
    """b has the loss that a saw; then a finds out that its own line was down, and that was all that stood."""
    world = World(tmp_path)
    world.look("a", URLS[0], "")
    world.merge("b", "a")
    assert standings(world.labs["b"])
    world.outage("a", URLS[0])
    world.merge("a", "b")
    assert standings(world.labs["a"]) == []
    world.merge("b", "a")
    assert standings(world.labs["b"]) == []
    assert [findings(world.labs[name]) for name in "ab"] == [[], []]
    world.close()


def test_what_was_taken_back_leaves_what_another_saw(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.look("a", URLS[0], "El acuerdo. ")
    world.look("b", URLS[0], "")
    world.merge("a", "b")
    (lost,) = standings(world.labs["a"])
    world.outage("b", URLS[0])
    world.merge("a", "b")
    (found,) = standings(world.labs["a"])
    assert (lost["verdict"], found["verdict"], found["looks"]) == ("missing", "alive", 1)
    world.close()
