"""What standings become when something is learnt late: an outage, an acceptance, another baseline."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from evidence import clock
from evidence.looks.accept import accept
from evidence.looks.rebase import rebased_last
from evidence.looks.settle import resettle, settle_again, take_back, take_back_all
from evidence.store import due, looks, runs
from evidence.store.sources import url_id
from evidence.verdicts.outage import Fault, Outage
from evidence.verdicts.series import DEFAULT
from evidence.vocabulary import Cause, Certainty, Stage, Verdict
from tests.integration.test_looks_law import ARTICLE, FOUND, QUOTED, failed, page
from tests.looks import MAX_BODY, URL, Lab, Told, answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.store.checks import StoredCheck
    from evidence.store.records import Standing

ID = url_id(URL)
EDITED = Told(page(ARTICLE, QUOTED.replace("deberá", "podrá")))
GONE = Told(answer("No existe", status=404))


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path / "evidence")
    yield lab
    lab.store.close()


def standing(lab: Lab, url: str = ID) -> Standing:
    found = looks.standing(lab.store, url)
    assert found is not None
    return found


def taken_back(lab: Lab, *checks: str) -> int:
    now = clock.now()
    run = lab.store.value("SELECT id FROM runs")
    return take_back(lab.store, run, Outage(Fault.NETWORK, now, now, 9, frozenset(checks)), DEFAULT)


def test_an_outage_takes_back_a_loss_and_what_was_good_before_stands(lab: Lab) -> None:
    good = lab.look(Told(FOUND))
    before = standing(lab)
    lost = lab.look(failed(Stage.DNS, "nxdomain"))
    assert standing(lab).verdict is Verdict.MISSING
    assert taken_back(lab, lost.check.id) == 1
    assert standing(lab) == before
    assert standing(lab).check_id == good.check.id


def all_taken_back(lab: Lab, of: StoredCheck, fault: Fault, seconds: float) -> int:
    """How many looks of the run of a check are taken back for an outage so long after it."""
    run = runs.run(lab.store, of.check.run_id)
    assert run is not None
    at = clock.parse(of.check.checked_at) + timedelta(seconds=seconds)
    found = Outage(fault, at, at, 9, frozenset())
    return take_back_all(lab.store, run, found, timedelta(minutes=1), DEFAULT)


def test_all_that_failed_about_an_outage_is_taken_back_once(lab: Lab) -> None:
    good = lab.look(Told(FOUND))
    before = standing(lab)
    lost = lab.look(failed(Stage.DNS, "nxdomain"))
    assert all_taken_back(lab, good, Fault.NETWORK, 0) == 0
    assert all_taken_back(lab, lost, Fault.NETWORK, 61) == 0
    assert standing(lab).verdict is Verdict.MISSING
    assert all_taken_back(lab, lost, Fault.NETWORK, -59) == 1
    assert standing(lab) == before
    assert all_taken_back(lab, lost, Fault.NETWORK, 0) == 0


def test_by_a_wrong_clock_nothing_was_seen(lab: Lab) -> None:
    good = lab.look(Told(FOUND))
    assert all_taken_back(lab, good, Fault.CLOCK, 86_400) == 1
    assert looks.standing(lab.store, ID) is None


def test_a_url_that_was_seen_in_an_outage_alone_has_no_standing(lab: Lab) -> None:
    lost = lab.look(failed(Stage.DNS, "nxdomain"))
    taken_back(lab, lost.check.id)
    assert looks.standing(lab.store, ID) is None


def test_an_outage_touches_no_other_url(lab: Lab) -> None:
    lab.look(GONE)
    before = standing(lab)
    other = lab.look(failed(Stage.TCP, "refused"), "http://otra.example/")
    taken_back(lab, other.check.id)
    assert standing(lab) == before


def test_a_look_in_an_outage_confirms_nothing_later(lab: Lab) -> None:
    first = lab.look(GONE)
    lab.nights += 3
    lab.look(GONE)
    lab.nights += 3
    lab.look(GONE)
    assert standing(lab).certainty is Certainty.CONFIRMED
    taken_back(lab, first.check.id)
    settled = resettle(lab.store, ID, DEFAULT)
    assert settled is not None
    assert settled.certainty is Certainty.PROBABLE
    assert settled.looks == 2


def test_what_was_never_looked_at_can_not_be_accepted(lab: Lab) -> None:
    assert accept(lab.store, ID, "seen", "Ana", DEFAULT) is None


def test_a_loss_can_not_be_accepted_as_a_change(lab: Lab) -> None:
    lab.look(Told(FOUND))
    lab.look(GONE)
    before = standing(lab)
    assert accept(lab.store, ID, "seen", "Ana", DEFAULT) is None
    assert standing(lab) == before
    assert lab.store.value("SELECT COUNT(*) FROM acceptances") == 0


def test_what_was_accepted_is_what_later_looks_are_compared_with(lab: Lab) -> None:
    lab.look(Told(FOUND))
    changed = lab.look(EDITED)
    assert standing(lab).verdict is Verdict.CHANGED
    assert accept(lab.store, ID, "an erratum", "Ana", DEFAULT)
    assert (standing(lab).verdict, standing(lab).baseline_id) == (
        Verdict.ALIVE,
        changed.check.capture_id,
    )
    assert lab.look(EDITED).check.cause is Cause.IDENTICAL
    assert lab.look(Told(FOUND)).check.verdict is Verdict.CHANGED  # back to what was cited first


def test_an_acceptance_outlasts_what_archives_and_other_folders_bring(lab: Lab) -> None:
    lab.look(Told(FOUND))
    lab.look(EDITED)
    accept(lab.store, ID, "an erratum", "Ana", DEFAULT)
    accepted = standing(lab)
    settled = resettle(lab.store, ID, DEFAULT)
    assert settled is not None
    assert (settled.verdict, settled.baseline_id) == (Verdict.ALIVE, accepted.baseline_id)
    assert settled.check_id == accepted.check_id
    with lab.store.transaction("tests") as transaction:
        settle_again(lab.store, transaction, ID, None, None, DEFAULT)
    assert standing(lab).verdict is Verdict.ALIVE


def test_a_loss_after_an_acceptance_is_a_loss(lab: Lab) -> None:
    lab.look(Told(FOUND))
    lab.look(EDITED)
    accept(lab.store, ID, "an erratum", "Ana", DEFAULT)
    # an acceptance is of now, and looks are told of other days
    at = clock.now() + timedelta(days=1)
    lab.nights = (at - clock.parse("2026-11-02T03:00:00Z")).days + 1
    lab.look(GONE)
    settled = resettle(lab.store, ID, DEFAULT)
    assert settled is not None
    assert (settled.verdict, settled.certainty) == (Verdict.MISSING, Certainty.SUSPECTED)


def test_another_baseline_makes_another_check_in_place_of_the_last(lab: Lab) -> None:
    lab.look(Told(page(ARTICLE)), "http://dependencia.example/entonces")
    as_cited = due.capture(
        lab.store, standing(lab, url_id("http://dependencia.example/entonces")).baseline_id
    )
    assert as_cited is not None
    first = lab.look(Told(FOUND))
    assert first.check.cause is Cause.FIRST_LOOK
    rebased = rebased_last(lab.path, lab.store, ID, as_cited, first.check.run_id, MAX_BODY)
    assert rebased is not None
    assert rebased.check.cause is Cause.ADDED
    # a look has one check a run: the archive's pass is a run of its own
    run = lab.store.value("SELECT id FROM runs WHERE id != ?", first.check.run_id)
    moved = rebased_last(lab.path, lab.store, ID, as_cited, run, MAX_BODY)
    with lab.store.transaction("tests") as transaction:
        settle_again(lab.store, transaction, ID, as_cited.id, moved, DEFAULT)
    after = standing(lab)
    assert moved is not None
    assert (after.verdict, after.baseline_id, after.check_id) == (
        Verdict.CHANGED,
        as_cited.id,
        moved.check.id,
    )
    assert [look.id for look in looks.all_of(lab.store, ID)] == [moved.check.id]
    assert lab.look(Told(FOUND)).check.cause is Cause.ADDED


@pytest.mark.parametrize("last", [GONE, failed(Stage.TIMEOUT, "timeout")])
def test_a_look_that_saw_no_document_says_nothing_against_another_baseline(
    lab: Lab, last: Told
) -> None:
    lab.look(Told(FOUND))
    baseline = due.capture(lab.store, standing(lab).baseline_id)
    check = lab.look(last)
    assert rebased_last(lab.path, lab.store, ID, baseline, check.check.run_id, MAX_BODY) is None


def test_what_the_fence_could_not_read_stays_unread_under_the_same_rules(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    import evidence.content
    from evidence.formats.document import Unreadable

    def cut_off(*_: object) -> None:
        raise Unreadable("it takes too long")

    with monkeypatch.context() as patch:
        patch.setattr(evidence.content, "_read", cut_off)
        lab.look(Told(answer(PDF, kind="application/pdf")))
        stored = lab.look(Told(answer(PDF + b"\n", kind="application/pdf")))
    assert stored.check.cause is Cause.INCOMPARABLE
    assert "too long" in (stored.check.basis_json or "")
    restored = lab.looks.restore(stored)
    assert "too long" in restored.against.unread
    again, first = lab.looks.examine(restored), lab.findings[-1]
    content = again.look.content
    assert content is not None
    assert "too long" in content.problem
    assert (again.judgement, again.unread) == (first.judgement, first.unread)
    # of a text that nobody read no hash is kept: it would be that of all others that nobody read
    assert (again.text_sha256, first.text_sha256) == (None, None)


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
