"""What is begun next: hosts in turn, the most pressing first, and never all at once."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from crawler.run.frontier import Frontier
from evidence.config import Crawl


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def all_drawn(frontier: Frontier) -> list[int]:
    drawn = []
    while (number := frontier.draw()) is not None:
        drawn.append(number)
    return drawn


def test_the_most_pressing_comes_first_as_far_as_its_host_has_room() -> None:
    rows = [(number, "busy") for number in range(1, 9)] + [(9, "other"), (10, "third")]
    frontier = Frontier(rows, Crawl(delay=0, per_host=2))
    assert frontier.busiest == 8
    assert all_drawn(frontier) == [1, 2, 3, 4, 9, 10]
    frontier.ended(2)
    assert all_drawn(frontier) == [5]
    assert len(frontier) == 3
    assert 5 not in frontier
    assert 6 in frontier


def test_no_more_is_begun_than_can_be_asked() -> None:
    frontier = Frontier(((n, f"host-{n}") for n in range(1, 1000)), Crawl(delay=1, concurrency=8))
    begun = all_drawn(frontier)
    assert begun == list(range(1, 17))
    assert frontier.wait() is None  # not before one ends
    frontier.ended(3)
    frontier.ended(3)  # as often as one likes
    assert all_drawn(frontier) == [17]


def test_a_host_is_left_alone_for_its_delay() -> None:
    clock = Clock()
    frontier = Frontier([(1, "a"), (2, "a"), (3, "a"), (4, "b")], Crawl(delay=5), now=clock)
    assert all_drawn(frontier) == [1, 4]
    assert frontier.wait() == 5
    clock.now = 5.0
    assert all_drawn(frontier) == [2]
    frontier.ended(1)
    assert frontier.draw() == 3  # its time has come already


def test_others_are_left_out_and_a_sample_is_of_many_hosts() -> None:
    rows = [(n, f"host-{n % 100}") for n in range(1, 1001)]
    frontier = Frontier(rows, Crawl(), without={1, 2})
    assert len(frontier) == 998
    assert 1 not in frontier
    sample = frontier.sample(10)
    assert len({n % 100 for n in sample}) == 10
    assert max(sample) - min(sample) > 50
    assert Frontier((), Crawl()).sample(10) == []


@given(
    st.lists(st.integers(0, 5), max_size=60),
    st.sampled_from([0.0, 1.0]),
    st.integers(1, 4),
    st.lists(st.tuples(st.booleans(), st.integers(0, 7)), max_size=60),
)
def test_each_is_drawn_once_and_every_host_in_its_order(
    hosts: list[int], delay: float, concurrency: int, turns: list[tuple[bool, int]]
) -> None:
    """``turns``: whether a second goes by before a look ends, and which look does."""
    clock = Clock()
    rows = [(number * 3, str(host)) for number, host in enumerate(hosts)]
    config = Crawl(delay=delay, concurrency=concurrency, per_host=1)
    frontier = Frontier(rows, config, now=clock)
    order: list[int] = []
    under_way: list[int] = []
    while frontier or under_way:
        numbers, names = frontier.waiting()
        assert list(numbers) == list(frontier)
        where = dict(zip(names, numbers, strict=True))  # a number for each host, and for no other
        of = {number: hosts[number // 3] for number in numbers}
        assert [of[where[name]] for name in names] == [of[number] for number in numbers]
        order += (drawn := all_drawn(frontier))
        under_way += drawn
        assert len(under_way) <= 2 * concurrency
        assert all(count <= 2 for count in Counter(dict(rows)[n] for n in under_way).values())
        waits, which = turns.pop() if turns else (False, 0)
        if under_way and not waits:
            frontier.ended(under_way.pop(which % len(under_way)))
        else:
            clock.now += 1.0
    assert sorted(order) == [number for number, _ in rows]
    for host in set(hosts):
        of_host = [number for number in order if hosts[number // 3] == host]
        assert of_host == sorted(of_host)
