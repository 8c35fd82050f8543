"""The law of merging: looks of two folders add up to what one folder would say that had made all of
them, whoever takes in whom, and how often."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evidence.custody.log import keys
from evidence.custody.merge import merge
from evidence.custody.verify import verify
from evidence.looks.accept import accept
from evidence.looks.rejoined import Rejoined
from evidence.looks.standings import standing_of
from evidence.store import looks
from evidence.verdicts.model import Hop
from evidence.verdicts.series import DEFAULT
from tests.integration.test_looks_law import page
from tests.integration.test_merge_looks import (
    ARTICLE,
    BLOCKED,
    CITED,
    DARK,
    EDITED,
    GONE,
    ID,
    OTHER,
    QUOTED,
    REMOVED,
)
from tests.looks import MAX_BODY, URL, Lab, Told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence.verdicts.series import Standing

OTHERWISE = Told(page(ARTICLE.replace("sierra", "costa"), QUOTED))
MOVED = replace(
    CITED, hops=(Hop(URL, 302),), final_url="http://dependencia.example/nuevo/acta.html"
)
FURTHER = replace(MOVED, final_url="http://dependencia.example/tercero/acta.html")
WWW = replace(MOVED, final_url="http://www.dependencia.example/programa/acta.html")
MOVED_AND_EDITED = replace(MOVED, block=EDITED.block)
MOVED_TO_ANOTHER = replace(MOVED, block=OTHER.block)
PLACES = (CITED, MOVED, FURTHER, WWW, MOVED_AND_EDITED, MOVED_TO_ANOTHER, EDITED, GONE)
"""The same text, and others, at the cited address and elsewhere."""
SEEN_ELSEWHERE = {
    "at its own address, then elsewhere": ((4, 1, CITED), (6, 0, MOVED)),
    "elsewhere, then at its own address": ((4, 1, MOVED), (6, 0, CITED)),
    "elsewhere twice, edited between": ((2, 1, MOVED), (13, 1, EDITED), (14, 0, EDITED), (17, 0, CITED)),
    "elsewhere, home twice, elsewhere": ((2, 1, MOVED), (8, 0, CITED), (13, 1, CITED), (15, 0, MOVED)),
    "at one address and at another": ((2, 1, MOVED), (8, 0, FURTHER), (13, 1, CITED)),
    "under www": ((2, 1, MOVED), (8, 0, WWW), (13, 1, WWW)),
    "compared with what was seen elsewhere": (
        (5, 0, CITED), (8, 0, EDITED), (9, 1, MOVED), (11, 1, OTHER), (19, 1, MOVED),
    ),
}  # fmt: skip
KINDS = (CITED, EDITED, REMOVED, OTHER, OTHERWISE, GONE, BLOCKED, DARK, MOVED)
FLIPPING = (CITED, OTHER)
"""Of these alone a page flips, which no folder may have seen often enough by itself."""


@pytest.fixture(autouse=True)
def _keys(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


def _labs(place: Path, *names: str) -> list[Lab]:
    labs = [Lab(place / name) for name in names]
    for lab in labs:
        keys.make(lab.folder, lab.store)
    return labs


def _merged(into: Lab, taken: Lab) -> int:
    settle = Rejoined(into.path, DEFAULT, MAX_BODY)
    new = merge(into.folder, into.store, taken.folder, settle)
    assert [found for found in verify(into.folder, into.store) if not found.note] == []
    return new


def _stands(lab: Lab) -> Standing:
    found = looks.standing(lab.store, ID)
    assert found is not None
    return standing_of(found)


def _said(standing: Standing) -> dict[str, object]:
    names = ("verdict", "cause", "certainty", "since", "last_look", "last_good", "looks")
    return {name: getattr(standing, name) for name in names}


@pytest.mark.parametrize("seed", range(9))
def test_both_say_what_one_would_say_that_had_made_all_looks(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    kinds = FLIPPING if seed % 5 == 4 else PLACES if seed > 5 else KINDS
    plan = [(night, draw.randrange(2), draw.choice(kinds)) for night in range(24) if not draw.randrange(4)]  # fmt: skip
    plan += [(25, 0, draw.choice(kinds)), (26, 1, draw.choice(kinds))]
    _both_say_what_one_says(tmp_path, plan)


@pytest.mark.parametrize("tale", SEEN_ELSEWHERE)
def test_what_one_saw_elsewhere_has_moved_for_both(tale: str, tmp_path: Path) -> None:
    _both_say_what_one_says(tmp_path, SEEN_ELSEWHERE[tale])


def _both_say_what_one_says(tmp_path: Path, plan: Iterable[tuple[int, int, Told]]) -> None:
    """Looks as (night, whose of two folders, what came): merged, against one folder that made all."""
    *pair, one = _labs(tmp_path, "ours", "theirs", "one")
    for night, who, told in plan:
        for lab in (pair[who], one):
            lab.nights = night
            lab.look(told)
    ours, theirs = pair
    _merged(ours, theirs)
    _merged(theirs, ours)
    assert _said(_stands(ours)) == _said(_stands(one))
    assert _stands(ours) == _stands(theirs)
    for into, taken in ((ours, theirs), (theirs, ours), (ours, theirs)):
        _merged(into, taken)  # judgements of the other folder are taken in and count once
        assert _said(_stands(into)) == _said(_stands(one))
    assert _merged(theirs, ours) == 0
    for lab in (*pair, one):
        lab.store.close()


def test_a_third_folder_with_the_earliest_baseline_changes_all(tmp_path: Path) -> None:
    ours, theirs, third, one = labs = _labs(tmp_path, "ours", "theirs", "third", "one")
    for night, lab, told in (
        (1, third, CITED), (4, ours, EDITED), (6, theirs, OTHER), (8, ours, OTHERWISE), (10, theirs, EDITED),
    ):  # fmt: skip
        for each in (lab, one):
            each.nights = night
            each.look(told)
    _merged(ours, theirs)
    _merged(ours, third)
    _merged(third, theirs)
    _merged(third, ours)
    assert _said(_stands(ours)) == _said(_stands(third)) == _said(_stands(one))
    for lab in labs:
        lab.store.close()


def test_what_one_accepted_is_what_all_are_compared_with(tmp_path: Path) -> None:
    ours, theirs = labs = _labs(tmp_path, "ours", "theirs")
    for night, lab, told in ((0, ours, CITED), (2, theirs, CITED), (4, ours, EDITED), (6, theirs, EDITED)):  # fmt: skip
        lab.nights = night
        lab.look(told)
    assert accept(ours.store, ID, "an erratum", "Ana", DEFAULT)
    _merged(theirs, ours)
    _merged(ours, theirs)
    assert str(_stands(ours).verdict) == str(_stands(theirs).verdict) == "alive"
    for lab in labs:
        lab.store.close()
