"""The faults that `benchmarks/mutants.py` plants."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import mutants
from benchmarks.mutants import fitting, planted

if TYPE_CHECKING:
    import pytest

CODE = '''
"""A number in a text: 7."""
if TYPE_CHECKING:
    SEVEN = 7

def taken(count: Literal[7], done: bool) -> bool:
    """Docstring."""
    assert count > 7
    log.info("7", count < 7)
    if count < 3 and not done:
        self.count = count
    return done
'''


def test_every_token_that_decides_is_changed_and_nothing_else() -> None:
    kinds = [one.kind for one in fitting(Path("x.py"), CODE)]
    assert kinds == [
        "condition negated",
        "statement removed",
        "And becomes Or",
        "Lt becomes LtE",
        "Lt becomes GtE",
        "3 becomes 4",
        "3 becomes 2",
        "not dropped",
    ]


def test_one_mutant_is_one_change() -> None:
    found = fitting(Path("x.py"), CODE)
    texts = [planted(CODE, one.number) for one in found]
    assert len(set(texts)) == len(found)
    boundary = next(text for one, text in zip(found, texts, strict=True) if "LtE" in one.kind)
    assert "if count <= 3 and (not done):" in boundary
    assert "self.count = count" in boundary
    assert found[3].shown == "if count < 3 and not done:"


def test_the_copy_holds_all_that_is_not_ignored_and_tells_what_fails_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests read documents and lists of the tree, not its code alone."""
    tree, place = tmp_path / "tree", tmp_path / "copy"
    tree.mkdir()
    subprocess.run(["git", "init", "-q", tree], check=True)
    (tree / ".gitignore").write_text("*.db\n")
    (tree / "evidence.db").touch()
    (tree / "constraints.txt").write_text("click==8\n")
    (tree / "test_it.py").write_text(
        "from pathlib import Path\n"
        "def test_it(): assert Path('constraints.txt').read_text() == 'click==8\\n'\n"
    )
    monkeypatch.setattr(mutants, "ROOT", tree)
    copy = mutants.Copy(place, ["test_it.py"])
    assert sorted(path.name for path in place.iterdir()) == [
        ".gitignore",
        "constraints.txt",
        "test_it.py",
    ]
    assert copy.tested().returncode == 0
    (place / "constraints.txt").unlink()
    failed = copy.tested()
    assert failed.returncode == 1
    assert "test_it.py::test_it" in failed.stdout
