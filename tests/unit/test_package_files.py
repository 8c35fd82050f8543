"""Files of a package that are of another shape than ours: named, and followed no further."""

from __future__ import annotations

import io
import zipfile

import pytest

from evidence.custody.wacz import layout
from evidence.custody.wacz.package import Package, Unreadable
from evidence.custody.wacz.verify_manifest import verify_manifest


def package(**files: str) -> Package:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return Package(zipfile.ZipFile(packed))


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"resources": 7}', '{"resources": [{"path": "a"}]}', "[" * 5_000, "\ud83d"],
    ids=["empty", "list", "without files", "no list", "without a hash", "deep", "no text"],
)
def test_a_manifest_of_another_shape_is_said_to_be_none_of_ours(manifest: str) -> None:
    strange = package(**{layout.DATAPACKAGE: manifest.encode("utf-8", "replace").decode()})
    with pytest.raises(Unreadable, match=f"{layout.DATAPACKAGE} is not one of ours"):
        list(verify_manifest(strange))


def test_a_line_that_can_not_be_read_is_named_by_its_number() -> None:
    lines = package(log='{"a": 1}\n{"b": 2}\nno\n{"c": 3}\n').lines("log")
    assert next(lines) == ("log line 1", {"a": 1})
    assert next(lines) == ("log line 2", {"b": 2})
    with pytest.raises(Unreadable, match=r"^log line 3: not readable$"):
        next(lines)


def test_a_file_that_is_not_there_is_missing() -> None:
    with pytest.raises(Unreadable, match=r"^log is missing$"):
        package().open("log")
