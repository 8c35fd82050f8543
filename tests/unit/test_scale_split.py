"""Which URLs go together into a shard: each in one, all of a domain in one, as much in each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.scale.split import MOST, Owners, count_for, split

DOMAINS = st.lists(st.integers(0, 30).map("d{}.example".format), min_size=1, max_size=200)


@given(DOMAINS, st.integers(1, 6))
def test_each_is_in_one_shard_with_all_of_its_domain(domains: list[str], count: int) -> None:
    made = split(enumerate(domains), count)
    assert sorted(number for shard in made.shards for number in shard) == list(range(len(domains)))
    for place, shard in enumerate(made.shards):
        assert list(shard) == sorted(shard)  # the most pressing first
        assert {made.owners.of(domains[number]) for number in shard} <= {place}


@given(DOMAINS, st.integers(2, 6))
def test_none_has_more_than_its_part_and_one_domain(domains: list[str], count: int) -> None:
    made = split(enumerate(domains), count)
    largest = max(map(domains.count, set(domains)))
    assert max(map(len, made.shards)) <= len(domains) / count + largest


def test_what_leads_to_one_another_is_together() -> None:
    domains = ["a.example", "b.example", "c.example", "d.example"] * 5
    pairs = [("a.example", "login.example"), ("b.example", "login.example")]
    made = split(enumerate(domains), 3, pairs)
    assert len({made.owners.of(one) for one in ("a.example", "b.example", "login.example")}) == 1


def test_a_domain_that_nobody_cites_has_one_owner_too() -> None:
    assert Owners(4).of("nobody.example") in range(4)


def test_there_are_no_more_shards_than_workers_until_they_are_large() -> None:
    assert count_for(100, 4) == 4
    assert count_for(MOST * 4, 4) == 4
    assert count_for(MOST * 4 + 1, 4) == 8
