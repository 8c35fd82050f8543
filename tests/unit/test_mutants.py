"""The faults that `benchmarks/mutants.py` plants."""

from __future__ import annotations

from pathlib import Path

from benchmarks.mutants import fitting, planted

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
