"""What a notice looks like, in both languages, and under attack."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup

from evidence.config import Notify
from evidence.reports import news
from evidence.store import notices, runs
from evidence.vocabulary import Certainty, NoticeState, TroubleKind, Verdict
from schedules.notices import compose, render, words
from schedules.notices.channels import mail
from schedules.notices.notice import Notice, read
from tests.reports import NIGHTS, Sample, besieged, small

SERIES = json.dumps([[NIGHTS[1], NIGHTS[2], 2, NIGHTS[2], "confirmed", ["http-404"], ""], None])
NOW = datetime(2026, 1, 19, 8, tzinfo=UTC)


def digest(
    sample: Sample, language: str = "en", folder: str = "observatorio", **options: Any
) -> Notice:
    """The digest of everything in the sample."""
    sample.store.db.execute("UPDATE standings SET series_json = ?", [SERIES])
    notify = Notify(to=("ana@example.org",), language=language, **options)
    assert compose.compose(sample.store, notify, folder, NOW, runs.latest_night(sample.store)) == 1
    queued = notices.in_state(sample.store, NoticeState.WAITING)[0]
    return read(queued.content, id=queued.id, composed_at=queued.queued_at)


def test_an_item_says_all_that_a_reader_needs(tmp_path: Path) -> None:
    made = render.message(digest(small(tmp_path), report="https://example.org/informe.html"))
    assert made.subject == "Testigo (observatorio): 1 missing (confirmed)"
    assert made.text == (
        """\
Testigo (observatorio): 1 missing (confirmed)
Night of 19 January 2026

NEWLY MISSING (1)

* https://www.example.org/a
  missing, confirmed; last seen good: 5 January 2026
  Cited in Informe, note 1, page 3: “El compromiso 1 se cumplió.”
  Why: The server answers that there is no such page (404 Not Found).
  Archived copy: https://web.archive.org/web/20250701000000/https://www.example.org/a
  What you can do: Cite the archived copy next to the original address.

The report: https://example.org/informe.html

-- 
"""  # noqa: W291 - the mark of a signature has its blank (RFC 3676)
        + words.word("foot", "en")
    )


def test_a_spanish_reader_reads_spanish(tmp_path: Path) -> None:
    notices.note(
        sample := small(tmp_path).store,
        TroubleKind.WAS_DOWN,
        {"count": 2, "nights": "x"},
        "k",
        NIGHTS[2],
    )
    made = render.message(digest(Sample(sample, tmp_path), "es"))
    assert made.subject == "Testigo (observatorio): 1 desaparecido (confirmado), 1 problema"
    for text in (made.text, BeautifulSoup(made.html, "lxml").text):
        assert "Se cita en Informe, nota 1, página 3: “El compromiso 1 se cumplió.”" in text
        assert "Noches que no se hicieron: 2" in text
        assert not re.search(r"\b(the|missing|cited|note|last|why)\b", text, re.IGNORECASE)


def test_every_word_is_in_both_languages_with_the_same_facts() -> None:
    for texts in (*words.WORDS.values(), *words.TROUBLES.values()):
        assert texts.en != texts.es
        assert set(re.findall(r"{(\w+)}", texts.en)) == set(re.findall(r"{(\w+)}", texts.es))


@pytest.mark.parametrize("as_a_whole", [False, True])
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_remote_acts_anywhere(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch, *, as_a_whole: bool
) -> None:
    monkeypatch.setattr(compose, "MOST_ITEMS", 1000)
    sample = besieged(tmp_path)
    sample.store.db.execute("UPDATE standings SET verdict = 'missing'")
    if not as_a_whole:
        sample.store.db.execute("UPDATE urls SET host = id")
    notice = digest(
        sample, language, "x\r\nBcc: eve@example.org\n\n<script>", report="https://a/'><script>"
    )
    assert (len(notice.items) > 60, bool(notice.together)) == (not as_a_whole, as_a_whole)
    made = render.message(notice)
    sent = mail.compose(made, "ana@example.org", "testigo@example.org").as_bytes()
    read = message_from_bytes(sent, policy=policy.default)
    assert read["Bcc"] is None
    assert read["Subject"].strip() == made.subject  # a long one is folded before its first word
    plain, html = read.iter_parts()
    shown = plain.get_content().replace("\r\n", "\n")
    acting = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
    for text in (made.subject, shown, html.get_content().replace("\r\n", "\n")):
        assert not re.search(acting, text)
    # a claim can't pass for a heading: what is not an item's are the lines that are ours
    others = {line for line in shown.split("\n") if not line.startswith(("* ", "  "))}
    group = f"{words.word('broken', language).upper()} ({notice.counts['broken']})"
    assert len(others) == 7
    assert {made.subject, group, "", "-- ", words.word("foot", language)} <= others
    page = BeautifulSoup(html.get_content(), "lxml")
    assert {tag.name for tag in page.find_all()} <= {
        "html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "a", "bdi", "strong"}  # fmt: skip
    for tag in page.find_all():
        assert set(tag.attrs) <= {"lang", "charset", "name", "content", "style", "href", "rel"}
        assert tag.name != "a" or tag["href"].lower().startswith(("http://", "https://"))


def test_every_trouble_has_words_but_what_a_board_brought() -> None:
    """That waits among the troubles, and is told as a board."""
    assert set(words.TROUBLES) == set(TroubleKind) - {TroubleKind.BOARD}


def test_a_subject_says_that_no_loss_is_confirmed_where_none_is(tmp_path: Path) -> None:
    made = digest(small(tmp_path), language="es")
    items = tuple(replace(one, certainty=Certainty.PROBABLE) for one in made.items)
    unsure = replace(made, confirmed=0, items=items)
    assert (
        render.message(unsure).subject == "Testigo (observatorio): 1 desaparecido (sin confirmar)"
    )
    # one that an earlier version left waiting has no count of them, and its items say so
    earlier = render.message(replace(made, confirmed=0))
    assert earlier.subject == "Testigo (observatorio): 1 desaparecido (confirmado)"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_problem_that_is_a_sentence_ends_once(language: str) -> None:
    for problem in ("No space left on device.", "no space left on device", "it broke..."):
        for kind in (TroubleKind.FAILED, TroubleKind.VERIFY_FAILED, TroubleKind.BOARD_INCOMPLETE):
            facts = {"problem": problem, "board": "x"}
            assert ".." not in words.trouble(kind, facts, language)
    told = words.trouble(TroubleKind.STORE, {"problem": "It broke."}, language)
    assert told.endswith("It broke.")  # as it is where nothing of ours comes behind it


@pytest.mark.parametrize(
    ("verdict", "good", "baseline", "said"),
    [
        (Verdict.CHANGED, "2026-11-29", "2026-11-28", "2026-11-29"),  # as the report says it
        (Verdict.CHANGED, None, "2018-04-20", "2018-04-20"),  # altered at the first look of ours
        (Verdict.MISSING, "2026-11-29", "2026-11-30", "2026-11-29"),
        (Verdict.MISSING, None, "2026-11-28", None),
    ],
)
def test_a_document_was_last_seen_good_when_a_look_last_showed_it_so(
    verdict: Verdict, good: str | None, baseline: str, said: str | None
) -> None:
    one: Any = SimpleNamespace(standing=SimpleNamespace(verdict=verdict, last_good=good))
    answer: Any = SimpleNamespace(baseline=SimpleNamespace(captured_at=baseline))
    assert news._last_good(one, answer) == said
