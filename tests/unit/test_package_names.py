"""The names in a package against those of its manifest."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from evidence.custody.wacz import layout
from evidence.custody.wacz.verify_manifest import verify_manifest
from evidence.findings import Finding

MANIFESTS = [layout.DATAPACKAGE, layout.DIGEST]
HASH = "sha256:0"
COMPARED: Counter[str] = Counter()


class Name(str):
    """A name that counts how often it is compared with another."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        COMPARED["=="] += 1
        return str.__eq__(self, str(other))

    __hash__ = str.__hash__


@dataclass
class Package:
    """As far as the manifest asks of one."""

    present: list[str]
    listed: list[str]

    def names(self) -> list[str]:
        return self.present

    def whole(self, name: str) -> bytes:
        resources = [{"path": path, "hash": HASH, "bytes": 1} for path in self.listed]
        return json.dumps({"resources": resources}).encode()

    def is_said_to_have(self, name: str, size: object) -> bool:
        return True

    def digest(self, name: str, size: object) -> str:
        return "damaged" if name == "damaged" else HASH


def found(present: list[str], listed: list[str]) -> list[Finding]:
    package: Any = Package([*present, *MANIFESTS], listed)
    return list(verify_manifest(package))


def test_what_is_missing_put_in_or_there_twice_is_named() -> None:
    assert found(["a", "b", "b", "x", "damaged"], ["a", "b", "c", "damaged"]) == [
        Finding("b", "name-repeated", {"times": 2}),
        Finding("x", "part-unlisted"),
        Finding("c", "missing"),
        Finding("damaged", "part-altered"),
    ]
    assert found(["a"], ["a"]) == []


@pytest.mark.parametrize("times", [1, 2])
def test_names_are_compared_in_time_that_grows_with_their_number(times: int) -> None:
    """They were looked for in a list, one after the other: 40,000 of them took six seconds."""
    each = []
    for number in (500, 4000):
        names = [f"certificates/{n}.html" for n in range(number)]
        COMPARED.clear()
        assert len(found([*map(Name, names)] * times, names)) == (number if times > 1 else 0)
        each.append(COMPARED["=="] / number)
    assert 0 < each[1] < 2 * each[0] < 50
