"""Two readings of one source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.citations import read
from evidence.citations.compare import citation_ids, compare
from evidence.citations.model import Citation


def parse(text: str) -> tuple[Citation, ...]:
    return read(text.encode(), "informe.txt").citations


def report(*facts: tuple[str, str]) -> tuple[Citation, ...]:
    body = " ".join(f"{claim}[{n}]." for n, (claim, _) in enumerate(facts, 1))
    notes = "\n".join(f"[{n}] Ver {url}" for n, (_, url) in enumerate(facts, 1))
    return parse(f"{body}\n\n{notes}")


AGUA = ("El agua subió", "https://a.example/agua")
LUZ = ("La luz bajó", "https://a.example/luz")
GAS = ("El gas siguió igual", "https://a.example/gas")


def test_text_added_above_changes_nothing() -> None:
    before, now = report(AGUA, LUZ), report(GAS, AGUA, LUZ)
    change = compare(before, now)
    assert [now[j].url for j in change.added] == [GAS[1]]
    assert (change.gone, change.repointed) == ((), ())
    assert set(citation_ids(before)) < set(citation_ids(now))


def test_gone() -> None:
    before = report(AGUA, LUZ)
    change = compare(before, report(LUZ))
    assert [before[i].url for i in change.gone] == [AGUA[1]]
    assert (change.added, change.repointed) == ((), ())


def test_repointed() -> None:
    before, now = report(AGUA, LUZ), report(AGUA, (LUZ[0], "https://b.example/otra"))
    change = compare(before, now)
    assert [(before[i].url, now[j].url) for i, j in change.repointed] == [
        (LUZ[1], "https://b.example/otra")
    ]
    assert (change.added, change.gone) == ((), ())


def test_one_of_two_urls_in_a_note_repointed() -> None:
    text = "Una cosa[1].\n\n[1] Ver https://a.example/1 y https://a.example/{}"
    before, now = parse(text.format(2)), parse(text.format(3))
    change = compare(before, now)
    assert [(before[i].url[-1], now[j].url[-1]) for i, j in change.repointed] == [("2", "3")]
    assert [before[i].url[-1] for i, _ in change.kept] == ["1"]


def test_a_reworded_claim_keeps_its_citation() -> None:
    change = compare(report(AGUA), report(("El agua subió mucho en mayo", AGUA[1])))
    assert len(change.kept) == 1
    assert (change.added, change.gone, change.repointed) == ((), (), ())


CITATIONS = st.lists(
    st.builds(
        Citation, raw=st.just(""), url=st.sampled_from(["https://a.example/", "https://b.example/", "x y"]),
        note=st.sampled_from([None, "Ver", "Otra"]), claim=st.sampled_from([None, "Uno.", "Dos."]),
    ),
    max_size=8,
)  # fmt: skip


@given(CITATIONS, CITATIONS)
def test_every_citation_is_counted_once(before: list[Citation], now: list[Citation]) -> None:
    change = compare(before, now)
    pairs = (*change.kept, *change.repointed)
    assert sorted([*(i for i, _ in pairs), *change.gone]) == list(range(len(before)))
    assert sorted([*(j for _, j in pairs), *change.added]) == list(range(len(now)))
    assert all(before[i].url != now[j].url for i, j in change.repointed)


@given(CITATIONS)
def test_a_source_against_itself_is_unchanged(citations: list[Citation]) -> None:
    change = compare(citations, citations)
    assert len(change.kept) == len(citations)
    assert len(set(citation_ids(citations))) == len(citations)
