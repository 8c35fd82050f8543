"""What is asked of stored looks: two captures to compare, a passage, a day; and what a look costs."""

from __future__ import annotations

import gzip
from datetime import date
from typing import TYPE_CHECKING

import pytest

from evidence import config as configuration
from evidence.bilingual import LANGUAGES
from evidence.changes.quote import How, State
from evidence.custody.warc import http
from evidence.errors import DocumentGone, SourceUnseen, TestigoError, UsageError
from evidence.looks.accept import accept
from evidence.looks.between import captures_between, today
from evidence.looks.contents import stored_content
from evidence.looks.examine import is_slow
from evidence.looks.observed import Against, Observed
from evidence.looks.quoted import Quoted
from evidence.looks.rebase import as_cited
from evidence.reports import terminal
from evidence.reports.answer import Answer
from evidence.reports.asked import Asked
from evidence.reports.sightings import Sightings
from evidence.store import answers, due, looks
from evidence.store.records import Memento
from evidence.store.sources import url_id
from evidence.verdicts.series import DEFAULT
from evidence.vocabulary import Cause, MementoState
from tests.integration.test_looks_law import ARTICLE, FOUND, QUOTED, page
from tests.looks import FIRST, MAX_BODY, URL, Lab, Told, answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.changes.quote import Quote
    from evidence.content import Content
    from evidence.store.answers import CheckView
    from evidence.store.due import KnownCapture

ID = url_id(URL)
EDITED = page(ARTICLE, QUOTED.replace("deberá", "podrá"))
GONE = answer("No existe", status=404)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path / "evidence")
    yield lab
    lab.store.close()


def test_captures_are_found_by_the_days_on_which_they_were_made(lab: Lab) -> None:
    first = lab.look(Told(FOUND)).check  # 2 November, 03:00
    second = lab.look(Told(EDITED)).check
    third = lab.look(Told(page(ARTICLE))).check

    def between(since: str = "", until: str = "") -> tuple[str | None, str | None]:
        old, new = captures_between(lab.store, URL, since, until)
        return old.id, new.id

    assert between() == (first.capture_id, third.capture_id)
    assert between("2026-11-03") == (second.capture_id, third.capture_id)
    assert between("2026-11-03T02:59:59Z") == (first.capture_id, third.capture_id)
    for since, until, copy in (
        ("2026-11-03T03:00:01Z", "2026-11-03", "03"),
        ("", "2026-11-02", "02"),
    ):
        with pytest.raises(UsageError, match=f"both times mean the copy of 2026-11-{copy}"):
            between(since, until)
    with pytest.raises(
        UsageError, match="no capture as early as 2026-11-01; the first is of 2026-11-02"
    ):
        between("2026-11-01")


def test_without_a_baseline_the_first_capture_is_compared_with(lab: Lab) -> None:
    first = lab.look(Told(FOUND)).check
    lab.look(Told(EDITED))
    with lab.store.transaction("tests") as transaction:
        standing = lab.store.one("SELECT * FROM standings")
        assert standing is not None
        transaction.upsert("standings", {**standing, "baseline_id": None})
    assert captures_between(lab.store, URL)[0].id == first.capture_id


def test_what_a_person_accepted_is_compared_with_from_then_on(lab: Lab) -> None:
    lab.look(Told(FOUND))
    accepted = lab.look(Told(EDITED)).check
    assert accept(lab.store, ID, "an erratum", "Ana", DEFAULT)
    last = lab.look(Told(page(ARTICLE))).check
    old, new = captures_between(lab.store, URL)
    assert (old.id, new.id) == (accepted.capture_id, last.capture_id)


def test_captures_outlast_a_standing_that_was_taken_back(lab: Lab) -> None:
    first = lab.look(Told(FOUND)).check
    last = lab.look(Told(EDITED)).check
    with lab.store.transaction("tests") as transaction:
        transaction.delete("standings", ID)
    old, new = captures_between(lab.store, URL)
    assert (old.id, new.id) == (first.capture_id, last.capture_id)


@pytest.mark.parametrize(
    ("last", "error", "says"),
    [(GONE, DocumentGone, "gone since 2026-11-03, so there is nothing"),
     (answer("Alto", status=403), SourceUnseen, "can't be seen now")],
)  # fmt: skip
def test_a_lone_copy_of_what_is_gone_is_not_compared_with_itself(
    lab: Lab, last: bytes, error: type[TestigoError], says: str
) -> None:
    lab.look(Told(FOUND))
    lab.look(Told(last))
    with pytest.raises(error, match=says):
        captures_between(lab.store, URL)


def test_two_copies_of_what_is_gone_say_so(lab: Lab) -> None:
    lab.look(Told(FOUND))
    lab.look(Told(FOUND))
    assert today(lab.store, URL) is None
    lab.look(Told(answer("Alto", status=403)))
    unseen = today(lab.store, URL)
    assert unseen is not None
    assert not unseen.is_gone
    lab.look(Told(GONE))
    gone = today(lab.store, URL)
    assert gone is not None
    assert gone.is_gone
    assert gone.told.text("es").startswith("desaparecido desde el 5 de noviembre de 2026")


def test_a_lone_copy_of_what_stands_is_its_own_latest(lab: Lab) -> None:
    first = lab.look(Told(FOUND)).check
    old, new = captures_between(lab.store, URL)
    assert old.id == new.id == first.capture_id


def test_a_url_of_which_nothing_was_captured_can_not_be_compared(lab: Lab) -> None:
    lab.look(Told(GONE))
    with pytest.raises(UsageError, match="no capture of this URL shows a document"):
        captures_between(lab.store, URL)


def test_a_passage_is_looked_for_only_where_a_document_was_seen(lab: Lab) -> None:
    def asked(check: CheckView) -> Quote | None:
        return Quoted(lab.path, lab.store, QUOTED, MAX_BODY).now(check, ())

    seen = answers.check(lab.store, lab.look(Told(FOUND)).check.id)
    found = asked(seen)
    assert found is not None
    assert found.state is State.PRESENT
    lost = answers.check(lab.store, lab.look(Told(GONE)).check.id)
    assert asked(lost) is None
    assert asked(seen._replace(capture_id=None)) is None


def with_memento(lab: Lab, body: bytes) -> Memento:
    """A copy of 2 November in an archive; its bytes are those of a look at another address."""
    kept = lab.look(Told(body), "http://dependencia.example/copia").check
    memento = Memento(
        id="m",
        url_id=ID,
        archive="wayback",
        memento_url="https://web.archive.example/20261102/acta",
        captured_at="2026-11-02T12:00:00Z",
        state=MementoState.KEPT,
        capture_id=kept.capture_id,
    )
    with lab.store.transaction("tests") as transaction:
        transaction.add(memento)
    return memento


def test_an_answer_as_of_a_day_leaves_the_standing_alone(lab: Lab) -> None:
    lab.look(Told(EDITED))
    with_memento(lab, FOUND)
    config = configuration.load(lab.folder.config)
    before = looks.standing(lab.store, ID)
    assert before is not None
    check = answers.check(lab.store, before.check_id)
    then = as_cited(lab.folder, lab.store, config, check, date(2026, 11, 2))
    assert then is not None
    assert (check.cause, then.cause) == (Cause.FIRST_LOOK, Cause.EDITED)
    assert then.change is not None
    assert then.change.kind == "edited"
    assert looks.standing(lab.store, ID) == before
    assert as_cited(lab.folder, lab.store, config, check, date(2016, 1, 1)) is None  # too far


def test_of_a_lost_page_a_day_tells_what_stood_there_and_no_change(lab: Lab) -> None:
    lab.look(Told(FOUND))
    lost = lab.look(Told(GONE)).check
    memento = with_memento(lab, FOUND)
    check = answers.check(lab.store, lost.id)
    then = as_cited(
        lab.folder, lab.store, configuration.load(lab.folder.config), check, date(2026, 11, 2)
    )
    assert then is not None
    assert then.cause is Cause.HTTP_404
    assert then.change is None
    assert then.baseline is not None
    assert then.baseline.memento_url == memento.memento_url


def observed(block: bytes | None) -> Observed:
    return Observed(URL, FIRST, URL, message=http.parse(block) if block else None)


def known(lab: Lab) -> KnownCapture:
    lab.look(Told(FOUND))
    standing = looks.standing(lab.store, ID)
    assert standing is not None
    found = due.capture(lab.store, standing.baseline_id)
    assert found is not None
    return found


def test_what_may_take_seconds_is_known_before_it_is_read(lab: Lab) -> None:
    baseline, other = known(lab), known(lab)
    pdf = answer(b"%PDF-1.7 " + b"x" * 99, kind="application/pdf")
    unchanged = answer(status=304)
    packed = answer(gzip.compress(b"<p>" + b"x" * 65_533), "Content-Encoding: gzip")
    bomb = answer(gzip.compress(b"<p>" + b"x" * 65_534), "Content-Encoding: gzip")
    assert not is_slow(observed(None), Against())
    assert not is_slow(observed(FOUND), Against())
    assert is_slow(observed(FOUND), Against(baseline=baseline))  # a comparison
    assert is_slow(observed(pdf), Against())
    assert not is_slow(observed(packed), Against())
    assert is_slow(observed(bomb), Against())
    assert is_slow(observed(packed), Against(baseline=baseline))
    assert not is_slow(observed(answer(b"x" * 65_536)), Against())
    assert is_slow(observed(answer(b"x" * 65_537)), Against())
    assert is_slow(observed(answer(b"<b>" * 10_001)), Against())
    # what the server says is unchanged is compared with nothing, unless it had changed before
    assert not is_slow(observed(unchanged), Against(baseline=baseline, latest=baseline))
    assert is_slow(observed(unchanged), Against(baseline=baseline, latest=other))
    assert not is_slow(observed(unchanged), Against(latest=other))
    assert not is_slow(observed(answer(b"")), Against())


def asked(lab: Lab, quote: str = QUOTED, day: date | None = None) -> Answer:
    """What a person is told who asks for a passage."""
    standing = looks.standing(lab.store, ID)
    assert standing is not None
    check = answers.check(lab.store, standing.check_id)
    told = Answer.of(URL, check, standing.certainty, seen=Sightings.of(standing))
    return Asked(lab.path, lab.store, MAX_BODY, day).answered(told, standing, check, (), quote)


def test_a_passage_is_answered_in_time(lab: Lab) -> None:
    for told in (FOUND, FOUND, FOUND, EDITED, EDITED):
        lab.look(Told(told))
    answer = asked(lab)
    quote = answer.quote
    assert quote is not None
    assert (quote.state, [one.state for one in quote.then]) == (
        State.ALTERED,
        [State.PRESENT, State.PRESENT, State.ALTERED, State.ALTERED],  # the second says the same
    )
    assert quote.last_present is not None
    assert quote.first_absent is not None
    assert (quote.last_present[:10], quote.first_absent[:10]) == ("2026-11-04", "2026-11-05")
    assert answer.headline is not None
    assert answer.headline.en == (
        "On 2 November 2026 and on 4 November 2026 the page said it word for word; since 5 November 2026 it "
        f"says: “{QUOTED.replace('deberá', 'podrá').rstrip('.')}”."
    )
    assert answer.headline.es.startswith(
        "El 2 de noviembre de 2026 y el 4 de noviembre de 2026 la página lo decía palabra por palabra; desde "
        "el 5 de noviembre de 2026 dice: “"
    )
    assert answer.evidence is not None
    assert (answer.evidence.at, answer.evidence.state) == (quote.last_present, State.PRESENT)
    assert answer.evidence.capture is not None


def test_of_a_lost_page_the_copy_of_the_day_of_the_citation_is_the_evidence(lab: Lab) -> None:
    lab.look(Told(EDITED))
    lab.look(Told(GONE))
    memento = with_memento(lab, FOUND)
    answer = asked(lab, day=date(2026, 11, 2))
    assert answer.quote is not None
    assert answer.quote.state is State.UNSEEN
    assert {one.origin: one.state for one in answer.quote.then} == {
        "own": State.ALTERED,
        "wayback": State.PRESENT,
    }
    assert answer.evidence is not None
    assert answer.evidence.url == memento.memento_url
    assert answer.headline is not None
    assert "on 2 November 2026 (archived copy) it said it word for word" in answer.headline.en
    assert [doubt.rule for doubt in answer.doubts] == ["second-look"]


def test_of_an_altered_page_what_it_was_before_is_the_copy_to_show(lab: Lab) -> None:
    """Asked for no passage: a copy of today proves the change and not what was cited."""
    before = [lab.look(Told(FOUND)).check, lab.look(Told(FOUND)).check]
    assert _shown(lab) == before[1].capture_id
    lab.look(Told(EDITED))
    lab.look(Told(EDITED))
    assert _shown(lab) == before[1].capture_id
    assert _shown(lab, day=date(2026, 10, 20)) == before[0].capture_id
    back = lab.look(Told(FOUND)).check
    assert _shown(lab) == back.capture_id
    lab.look(Told(GONE))
    assert _shown(lab) == back.capture_id


def test_of_a_page_that_was_seen_altered_alone_that_copy_is_shown(lab: Lab) -> None:
    altered = lab.look(Told(EDITED)).check
    with lab.store.transaction("tests") as transaction:
        transaction.upsert("checks", {**altered.row(), "verdict": "changed", "cause": "edited"})
    assert _shown(lab) == altered.capture_id


def _shown(lab: Lab, day: date | None = None) -> str:
    answer = asked(lab, "", day)
    assert answer.evidence is not None
    assert answer.evidence.capture is not None
    return answer.evidence.capture.id


def test_a_passage_that_no_copy_says(lab: Lab) -> None:
    lab.look(Told(EDITED))
    lab.look(Told(GONE))
    answer = asked(lab, "Esto no lo dijo nunca la página en ningún momento", date(2015, 1, 1))
    assert answer.headline is not None
    assert answer.headline.es.endswith(
        "; ninguna copia suya que se conserve lo dice palabra por palabra."
    )
    assert answer.evidence is not None
    assert answer.evidence.state is State.ABSENT
    assert [doubt.rule for doubt in answer.doubts] == ["second-look", "copy-near-citation"]


def test_a_passage_that_came_back(lab: Lab) -> None:
    for told in (FOUND, EDITED, FOUND):
        lab.look(Told(told))
    answer = asked(lab)
    assert answer.quote is not None
    assert (answer.quote.state, answer.quote.first_absent) == (State.PRESENT, None)
    assert answer.headline is not None
    assert "in between, on 3 November 2026, it did not" in answer.headline.en
    assert answer.exit_code == 0


def test_no_question_leaves_a_reader_without_a_sentence(lab: Lab) -> None:
    for told in (FOUND, EDITED, GONE, *[answer("", status=503)] * 2):
        lab.look(Told(told))
        for quote in ("", QUOTED, "nada de eso"):
            said = asked(lab, quote)
            assert said.headline is not None
            for language in LANGUAGES:
                sentence = said.headline.text(language)
                assert sentence.endswith(".")
                assert "?" not in sentence
                assert all("?" not in doubt.text(language) for doubt in said.doubts)
                assert sentence.split()[0] in terminal.answer(said, language)


def test_what_a_page_crosses_out_is_said_no_more_though_its_text_is_the_same(lab: Lab) -> None:
    lab.look(Told(FOUND))
    lab.look(Told(page(ARTICLE, f"<s>{QUOTED}</s>")))
    lab.look(Told(page(ARTICLE, f"<s>{QUOTED}</s>")))
    quote = asked(lab).quote
    assert quote is not None
    assert (quote.state, quote.how) == (State.ALTERED, How.STRUCK_THROUGH)
    assert [one.state for one in quote.then] == [State.PRESENT, State.ALTERED, State.ALTERED]


def test_a_hundred_looks_are_answered_within_bounds(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[KnownCapture] = []

    def counted(folder: Path, capture: KnownCapture, max_body: int) -> Content:
        read.append(capture)
        return stored_content(folder, capture, max_body)

    monkeypatch.setattr("evidence.looks.quoted.stored_content", counted)
    for number in range(100):
        lab.look(Told(page(ARTICLE, QUOTED, f"Visita {number * 7919}", tail=f"<!-- {number} -->")))
    question = Quoted(lab.path, lab.store, QUOTED, MAX_BODY)
    last = looks.standing(lab.store, ID)
    assert last is not None
    told = question.in_time(ID, answers.check(lab.store, last.check_id), (), None)
    assert told.state is State.PRESENT
    assert len(read) <= 49
    assert [one.state for one in told.then] == [State.PRESENT] * 2
