"""Which URLs go together: each in one lane with all of its domain, as much into each; and so many at a time."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.scale import split as splitting
from crawler.scale.others import Others, digest
from crawler.scale.split import MOST, Lane, Owners, Split, split
from evidence.store.sources import surts

DOMAINS = st.lists(st.integers(0, 30).map("d{}.example".format), min_size=1, max_size=200)


def _split(domains: list[str], count: int, together: list[tuple[str, str]] | None = None) -> Split:
    return split(
        array("q", range(len(domains))), domains, range(len(domains)), count, together or ()
    )


def _shards(lane: Lane) -> list[list[int]]:
    return [list(lane.next()) for _ in range(len(lane))]


def _numbers(lane: Lane) -> list[int]:
    return [number for shard in _shards(lane) for number in shard]


@given(DOMAINS, st.integers(1, 6))
def test_each_is_in_one_lane_with_all_of_its_domain(domains: list[str], count: int) -> None:
    made = _split(domains, count)
    lanes = [_numbers(lane) for lane in made.lanes]
    assert sorted(number for lane in lanes for number in lane) == list(range(len(domains)))
    for place, lane in enumerate(lanes):
        assert lane == sorted(lane)  # the most pressing first
        assert {made.owners.of(domains[number]) for number in lane} <= {place}


@given(DOMAINS, st.integers(2, 6))
def test_none_has_more_than_its_part_and_one_domain(domains: list[str], count: int) -> None:
    made = _split(domains, count)
    largest = max(map(domains.count, set(domains)))
    assert max(len(_numbers(lane)) for lane in made.lanes) <= len(domains) / count + largest


def test_each_lane_knows_the_addresses_of_its_own_domains() -> None:
    domains = [f"d{number % 7}.example" for number in range(70)]
    urls = [f"https://{domain}/{number}" for number, domain in enumerate(domains)]
    digests = [digest(_surt(url)) for url in urls]
    made = split(array("q", range(70)), domains, digests, 3)
    for lane, one in enumerate(made.lanes):
        own = {
            url for url, domain in zip(urls, domains, strict=True) if made.owners.of(domain) == lane
        }
        assert {url for url in urls if url in one.others} == own


def test_the_first_shard_is_dealt_before_the_others() -> None:
    domains = [f"d{number % 450}.example" for number in range(500_000)]
    asked = iter(domains)

    class Numbers(list[int]):
        """Rows that count how many were asked for."""

        def __iter__(self) -> Iterator[int]:
            for number in range(len(domains)):
                next(asked)
                yield number

    lane = Lane(Numbers(range(len(domains))), domains, ())
    assert len(lane) == 51
    first = lane.next()
    assert len(lane) == 50
    assert len(list(asked)) > 490_000
    assert list(first) == list(Lane(range(len(domains)), domains, ()).next())


def test_what_leads_to_one_another_is_together() -> None:
    domains = ["a.example", "b.example", "c.example", "d.example"] * 5
    pairs = [("a.example", "login.example"), ("b.example", "login.example")]
    made = _split(domains, 3, pairs)
    assert len({made.owners.of(one) for one in ("a.example", "b.example", "login.example")}) == 1


def test_a_domain_that_nobody_cites_has_one_owner_too() -> None:
    assert Owners(4).of("nobody.example") in range(4)


@given(DOMAINS, st.integers(1, 40), st.integers(1, 20), st.integers(1, 8))
def test_the_shards_of_a_lane_have_each_once_and_what_is_of_one_domain_together(
    domains: list[str], most: int, first: int, together: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(splitting, "MOST", most)
        patched.setattr(splitting, "_FIRST", first)
        patched.setattr(splitting, "_TOGETHER", together)
        lane = Lane(range(len(domains)), domains, ())
        shards = _shards(lane)
    assert sorted(number for shard in shards for number in shard) == list(range(len(domains)))
    for shard in shards:
        assert shard == sorted(shard)  # the most pressing first
    assert all(len(shard) < max(most, first) + together for shard in shards[:-1])
    if len(domains) <= most:
        assert len(shards) == 1
    where = [{domains[number] for number in shard} for shard in shards]
    for domain, count in Counter(domains).items():
        rest = count - min(together, splitting._AT_FIRST)  # some may be in the first one
        assert sum(domain in there for there in where) <= 1 + max(0, -(-rest // together))


def test_a_shard_has_some_of_all_hosts_of_a_lane() -> None:
    domains = [f"d{number % 50}.example" for number in range(50_000)]
    first, *others = _shards(Lane(range(len(domains)), domains, ()))
    assert 2_000 <= len(first) < 2_100
    assert {domains[number] for number in first} == set(domains)
    for shard in others:
        assert {domains[number] for number in shard} == set(domains)
        assert len(shard) < MOST + 50


def test_the_first_shard_of_a_lane_has_many_hosts() -> None:
    domains = [f"d{number % 450}.example" for number in range(500_000)]
    first, second, *_ = _shards(Lane(range(len(domains)), domains, ()))
    for shard in (first, second):
        assert len({domains[number] for number in shard}) >= 399


def _surt(url: str) -> str:
    return surts(url)[0]


def test_what_is_not_among_others_is_none_of_them() -> None:
    urls = [f"https://a.example/acta {number}.pdf" for number in range(500)]
    others = Others(digest(_surt(url)) for url in urls[:400])
    for url in urls[400:450]:
        others.note(_surt(url))
    assert all(url in others for url in urls[:450])
    assert not any(url in others for url in urls[450:])
    assert 5 not in others


@pytest.mark.parametrize(
    "shown",
    [
        "https://a.example/plan%20de%20acción.pdf",
        "https://a.example/plan%20de%20acci%C3%B3n.pdf",
        "https://A.example:443/plan de accio\u0301n.pdf",
    ],
)
def test_another_spelling_is_the_same(shown: str) -> None:
    cited = "https://a.example/plan de acción.pdf"
    assert shown in Others([digest(_surt(cited))])
