"""What holds for any set of citations: sums, orders, replacements, next steps."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from evidence.changes.redline import Act, Operation, between, redline
from evidence.content.model import Content
from evidence.reports import breakdown, building, excerpts, replacement, steps
from evidence.reports.breakdown import Key, Kind
from evidence.reports.safe import dumps
from evidence.reports.steps import NextStep
from evidence.reports.summary import ORDER, Counting
from evidence.store.records import Memento
from evidence.store.reporting import Brief, Cited
from evidence.vocabulary import (
    VERDICT_OF,
    Cause,
    Certainty,
    MementoState,
    SourceKind,
    Verdict,
)

some = st.sampled_from
looked_at = st.builds(
    lambda cause, certainty, looks: (VERDICT_OF[cause], cause, certainty, looks),
    some(Cause),
    some(Certainty),
    st.integers(1, 9),
)


@st.composite
def cited(draw: st.DrawFn) -> Cited:
    """A citation of one of few sources, hosts and headings."""
    verdict, cause, certainty, looks = draw(looked_at | st.just((None, None, None, None)))
    url = draw(some("abcdef"))
    return Cited(
        id="c",
        url_id=url,
        source_id=draw(some("st")),
        source_title=None,
        source_kind=draw(some(SourceKind)),
        published=None,
        marker=None,
        page=None,
        heading=draw(some([None, "", "Compromiso 1", "Compromiso 2"])),
        label=draw(some([None, "Tablero > Actas"])),
        claim=None,
        note=None,
        raw=url,
        url=url,
        host=f"{url}.mx",
        verdict=verdict,
        cause=cause,
        certainty=certainty,
        since="2026-01-01T00:00:00Z" if verdict else None,
        last_good=None,
        last_look=None,
        looks=looks,
        check_id="k" if verdict else None,
    )


def brief(one: Cited) -> Brief:
    """The same as reports count it."""
    return Brief(*(getattr(one, name, 0) for name in Brief._fields))


many = st.lists(cited().map(brief), max_size=40)


@given(many)
def test_the_summary_counts_each_citation_once(listed: list[Brief]) -> None:
    counting = Counting()
    for one in listed:
        counting.add(one)
    told = counting.summary(urls=7)
    assert told.checked + sum(told.not_checked.values()) == told.cited == len(listed)
    assert sum(told.verdicts.values()) == told.checked
    assert Verdict.UNCHECKED not in told.verdicts
    assert set(told.certainties) == {Verdict.MISSING, Verdict.CHANGED}
    for verdict, certainties in told.certainties.items():
        assert sum(certainties.values()) == told.verdicts.get(verdict, 0)
    assert told.one_look == sum(
        one.looks == 1 for one in listed if one.shown is not Verdict.UNCHECKED
    )
    assert told.urls == 7


@given(many, some(Kind))
def test_groups_add_up_to_all_that_belong_to_one(listed: list[Brief], kind: Kind) -> None:
    tallies = breakdown.Tallies()
    for one in listed:
        tallies.add(one)
    tallied = tallies.of(kind)
    inside = [one for one in listed if breakdown.name(one, kind)]
    total: Counter[Verdict] = Counter()
    for _, counts in tallied:
        total += Counter(counts)
    assert total == Counter(one.shown for one in inside)
    if kind is not Kind.HEADING:
        assert len(inside) == len(listed), "every citation has a source and a host"
    assert len({key for key, _ in tallied}) == len(tallied)

    def weight(counts: dict[Verdict, int]) -> int:
        return sum(n for verdict, n in counts.items() if verdict.is_broken)

    for (one, before), (other, after) in pairwise(tallied):
        assert (-weight(before), one.name) < (-weight(after), other.name)


@given(many, st.sets(st.builds(Key, some(Kind), some(["s", "t", "a.mx", "Compromiso 1"]))))
def test_a_url_belongs_to_the_drawn_groups_that_cite_it(
    listed: list[Brief], drawn: set[Key]
) -> None:
    by_url = sorted(listed, key=lambda one: one.url_id)
    members = list(breakdown.members(by_url, drawn))
    found = dict(members)
    assert [url_id for url_id, _ in members] == sorted({one.url_id for one in listed})
    for one in listed:
        expected = {
            Key(kind, breakdown.name(other, kind))
            for other in listed
            for kind in Kind
            if other.url_id == one.url_id
        }
        assert found[one.url_id] == expected & drawn


def test_a_label_is_a_heading_only_on_a_board() -> None:
    one = Brief(*[None] * len(Brief._fields))._replace(heading="", label="Actas")  # type: ignore[arg-type]
    assert breakdown.name(one._replace(source_kind=SourceKind.BOARD), Kind.HEADING) == "Actas"
    assert breakdown.name(one._replace(source_kind=SourceKind.REPORT), Kind.HEADING) == ""


@given(many)
def test_what_is_broken_and_sure_comes_first_and_the_order_of_the_sources_stays(
    listed: list[Brief],
) -> None:
    numbered = [one._replace(number=number) for number, one in enumerate(listed)]
    ordered = sorted(
        numbered, key=lambda one: building._weight(one.verdict, one.cause, one.certainty, 0)
    )
    for one, other in pairwise(ordered):
        places = ORDER.index(one.shown), ORDER.index(other.shown)
        assert places[0] <= places[1]
        if places[0] != places[1]:
            continue
        if one.shown.is_broken and one.certainty is not other.certainty:
            assert one.certainty
            assert other.certainty
            assert one.certainty.rank > other.certainty.rank
        elif one.why == other.why:
            assert one.number < other.number


day = st.dates(date(2015, 1, 1), date(2026, 12, 31))
mementos = st.lists(
    st.builds(
        lambda at, state, url: Memento("m", "u", "wayback", url, f"{at}T00:00:00Z", state),
        day,
        some(MementoState),
        some(["https://web.example/1", "http://web.example/2", "javascript:x", "ftp://x"]),
    ),
    max_size=8,
)
USABLE = {MementoState.KEPT, MementoState.CAPTURED, MementoState.VERIFIED}


@given(some(Verdict), day, st.none() | day, mementos)
def test_a_replacement_was_made_before_the_loss_and_is_the_best_there_is(
    verdict: Verdict, since: date, published: date | None, copies: list[Memento]
) -> None:
    lost = f"{since}T00:00:00Z"
    found = replacement.find(
        verdict,
        url="https://a.mx/viejo",
        since=lost,
        cited_on=published and str(published),
        final_url="https://a.mx/nuevo",
        mementos=copies,
    )
    if verdict is Verdict.MOVED:
        assert found == replacement.Replacement(
            replacement.Kind.MOVED, "https://a.mx/nuevo", None, verified=True
        )
        return
    usable = [
        copy
        for copy in copies
        if copy.state in USABLE and copy.captured_at < lost and copy.memento_url.startswith("http")
    ]
    assert (found is not None) == (verdict.is_broken and bool(usable))
    if found is None:
        return
    checked = [copy for copy in usable if copy.state is not MementoState.CAPTURED]
    assert found.verified == bool(checked), "what we have seen comes before what is only said"
    among = {copy.captured_at for copy in checked or usable}
    assert found.captured_at in among
    if published is None:
        assert found.captured_at == max(among)
    else:
        away = {abs((date.fromisoformat(at[:10]) - published).days): at for at in among}
        taken = abs((date.fromisoformat((found.captured_at or "")[:10]) - published).days)
        assert taken - min(away) <= 3, "months count as 30.44 days"


def test_what_moved_to_no_web_address_has_no_replacement() -> None:
    for url in (None, "", "javascript:alert(1)", "ftp://a.mx/"):
        assert (
            replacement.find(
                Verdict.MOVED,
                url="https://a.mx/x",
                since="2026",
                cited_on=None,
                final_url=url,
                mementos=[],
            )
            is None
        )


@given(looked_at | st.just((None, None, None, None)), st.booleans())
def test_every_standing_has_a_next_step_and_a_suspicion_asks_for_patience(
    standing: tuple[Verdict | None, Cause | None, Certainty | None, int | None], there: bool
) -> None:
    verdict, cause, certainty, _ = standing
    copy = replacement.Replacement(replacement.Kind.MEMENTO, "https://w/", "2020", verified=True)
    step = steps.next_step(verdict, cause, certainty, copy if there else None)
    assert step in steps.STEPS
    broken = verdict is not None and verdict.is_broken
    assert (step is NextStep.WAIT) == (broken and certainty is Certainty.SUSPECTED)
    assert (step is NextStep.RUN) == (verdict is None)
    sure = broken and certainty is not Certainty.SUSPECTED
    # what moved to the site's front page has a copy of an archive to cite, or none
    is_on_front = verdict is Verdict.MOVED and cause is not Cause.SHOWN_TO_SOME
    may_be_cited = (sure and verdict is Verdict.MISSING) or is_on_front
    assert (step is NextStep.CITE_MEMENTO) == (may_be_cited and there)
    assert (step is NextStep.FIND_PLACE) == (is_on_front and not there)
    assert (step is NextStep.ASK_FOR_IT) == (sure and verdict is Verdict.MISSING and not there)
    assert (step is NextStep.NONE) == (verdict is Verdict.ALIVE)


signs = st.text(st.characters() | some("\x7f\x9b\u2028\u202e\u2066\x00\n"))
TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
lines = st.lists(
    st.lists(some("uno dos tres cuatro cinco 40 4 no sí".split()), max_size=60).map(" ".join),
    max_size=12,
)


@given(lines, lines)
def test_an_excerpt_has_every_change_and_leaves_out_only_what_stays(
    old: list[str], new: list[str]
) -> None:
    whole = redline(old, new)
    shown = list(excerpts._shortened(whole))
    changes = [operation for operation in whole if operation.act is not Act.EQUAL]
    assert [operation for operation in shown if operation.act is not Act.EQUAL] == changes
    kept = "".join(operation.new for operation in shown if operation.act is Act.EQUAL)
    assert len(kept) <= (len(changes) + 1) * (2 * excerpts._AROUND + len(excerpts._GAP.new))


def test_an_excerpt_of_a_long_change_ends_in_a_sign_that_more_was_left_out() -> None:
    long = Operation(Act.ADDED, "", "palabra " * 10_000)
    shown = list(excerpts._shortened((long, long)))
    assert len(shown[0].new) <= excerpts._MOST_TEXT
    assert shown[1:] == [excerpts._GAP]


def test_where_no_main_text_was_found_all_of_the_text_is_compared() -> None:
    before = Content("text/html", lines=("menú", "40 contratos"), main=())
    after = Content("text/html", lines=("menú", "4 contratos"), main=("4 contratos",))
    words = {operation.old.strip() for operation in between(before, after).operations}
    assert "40" in " ".join(words), "a report shows what diff shows"


@given(st.recursive(signs | st.integers() | st.none(), st.lists, max_leaves=8))
def test_json_loses_nothing_and_no_character_in_it_acts(value: object) -> None:
    text = dumps(value)
    assert json.loads(text) == value
    for sign in text:
        assert unicodedata.category(sign) not in ("Cc", "Zl", "Zp"), "acts on a terminal"
        assert unicodedata.bidirectional(sign) not in TURNS, "turns the reading direction"
