"""A redline loses no word, shows moves as moves, and its renderings can't act."""

from __future__ import annotations

import random
import re
import time
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from evidence.changes.redline import Act, redline, rows
from evidence.changes.renderers import html, terminal, unified

OLD = ["El comité sesionará cada mes.", "Sus minutas serán públicas.", "Fin del documento"]
TAIL = "Sus minutas serán públicas.\nFin del documento\n"
NEW = ["El comité sesionará cada año.", "Sus minutas serán públicas.", "Fin del documento"]
LINES = st.lists(st.text(st.sampled_from("ab \u202e<\x1b"), max_size=12), max_size=8)


def test_word_by_word() -> None:
    assert [(step.act.value, step.old, step.new) for step in redline(OLD, NEW)] == [
        ("equal", "El comité sesionará cada ", "El comité sesionará cada "),
        ("removed", "mes.\n", ""),
        ("added", "", "año.\n"),
        ("equal", TAIL, TAIL),
    ]


def test_a_moved_paragraph_is_neither_removed_nor_added() -> None:
    moved = "La evaluación externa será realizada por una universidad pública elegida por concurso."
    filler = [
        f"Párrafo {number} sobre la meta {number * 7} del programa nacional." for number in range(6)
    ]
    steps = redline([moved, *filler], [*filler, moved])
    assert {step.act for step in steps} == {Act.EQUAL, Act.MOVED_FROM, Act.MOVED_TO}
    assert "".join(step.old for step in steps if step.act is Act.MOVED_FROM).strip() == moved


@given(LINES, LINES)
def test_no_word_is_lost(old: list[str], new: list[str]) -> None:
    steps = redline(old, new)
    assert " ".join(step.old for step in steps).split() == " ".join(old).split()
    assert " ".join(step.new for step in steps).split() == " ".join(new).split()
    sides = list(rows(steps))
    assert " ".join(text for row in sides for _, text in row.new).split() == " ".join(new).split()


@given(LINES, LINES)
def test_renderings_do_not_act(old: list[str], new: list[str]) -> None:
    steps = redline(old, new)
    plain = terminal.render(steps, colour=False) + unified.render(steps)
    for text in (plain, html.inline(steps), html.side_by_side(steps)):
        assert not any(sign in text for sign in "\x1b\u202e")
    assert "\x1b<" not in terminal.render(steps)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)


def test_html_escapes_everything() -> None:
    steps = redline(["<script>alert('a')</script>"], ['"><img src=x onerror=alert(1)>'])
    for fragment in (html.inline(steps), html.side_by_side(steps)):
        parser = Tags()
        parser.feed(fragment)
        assert parser.seen <= {"div", "table", "tr", "td", "del", "ins", "br"}


def test_terminal_marks_hold_without_colour() -> None:
    assert "cada [-mes.-]\n{+año.+}\nSus" in terminal.render(redline(OLD, NEW), colour=False)
    assert "\x1b[31m[-mes.-]\x1b[0m" in terminal.render(redline(OLD, NEW))


def test_unified_shows_both_lines_and_little_around_them() -> None:
    tail = [f"Renglón {number}" for number in range(9)]
    assert unified.render(redline(OLD + tail, NEW + tail), context=1) == (
        "- El comité sesionará cada [-mes.-]\n"
        "+ El comité sesionará cada {+año.+}\n"
        "  Sus minutas serán públicas.\n"
        "@@\n"
    )


def test_two_long_documents_take_seconds() -> None:
    rng = random.Random(5)
    words = [f"p{int(rng.paretovariate(0.6)) % 9000}" for _ in range(80_000)]
    old = [" ".join(words[start : start + 12]) for start in range(0, len(words), 12)]
    new = [*old[:2000], "un párrafo enteramente nuevo", *old[2100:4000], *old[100:300], *old[4000:]]
    started = time.process_time()
    steps = redline(old, new)
    assert time.process_time() - started < 5
    removed = sum(len(step.old.split()) for step in steps if step.act is Act.REMOVED)
    assert 1150 <= removed <= 1250


def test_nothing_in_common_stays_bounded() -> None:
    started = time.process_time()
    steps = redline(["a b"] * 60_000, ["c d"] * 60_000)
    assert time.process_time() - started < 5
    assert [step.act for step in steps] == [Act.REMOVED, Act.ADDED]


def _counted(lines: int) -> str:
    return f"{lines} left out"


def _long(changed: dict[int, str]) -> list[str]:
    return [changed.get(n, f"Párrafo {n} sobre la meta {n * 7} del programa.") for n in range(30)]


def test_unchanged_text_is_folded_and_three_lines_stay_around_a_change() -> None:
    steps = redline(_long({}), _long({15: "Otra cosa por completo."}))
    told = terminal.render(steps, colour=False, left_out=_counted)
    assert told.count("left out") == 2
    assert "⋯ 12 left out ⋯" in told  # 0 to 11 before, and 19 to 29 behind
    assert "⋯ 11 left out ⋯" in told
    assert "Párrafo 12 " in told
    assert "Párrafo 11 " not in told
    assert len(told.splitlines()) < 12


def test_folded_html_keeps_every_word() -> None:
    steps = redline(_long({}), _long({15: "Otra cosa por completo."}))
    for write in (html.inline, html.side_by_side):
        folded = write(steps, _counted)
        assert folded.count("<details") == folded.count("</details>") == 2
        for n in range(30):
            assert f"Párrafo {n} " in folded


def test_what_is_the_same_throughout_is_not_folded_away() -> None:
    steps = redline(_long({}), _long({}))
    assert "left out" not in terminal.render(steps, left_out=_counted)
    assert "left out" not in html.side_by_side(steps, _counted)


LONG = st.lists(st.sampled_from(["a b", "c", "d e f", "<g>"]), max_size=40)


@given(LONG, LONG)
def test_but_for_its_folds_a_folded_redline_is_the_whole_one(
    old: list[str], new: list[str]
) -> None:
    steps = redline(old, new)
    folded = re.sub(
        r"<details[^>]*><summary>.*?</summary>|</details>\n", "", html.inline(steps, _counted)
    )
    assert folded == html.inline(steps)
