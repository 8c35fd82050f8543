"""What the results of the API come to, without a walk."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from evidence.config import Board, Config, Source
from evidence.errors import ExitCode, StoreError, UsageError
from evidence.files import write_whole
from evidence.findings import Finding
from evidence.store.overview import Outcome, UrlStanding
from evidence.vocabulary import Cause, Certainty, JobAct, JobState, NoticeState, Verdict
from schedules import doctor
from schedules.health import Sign
from schedules.notices.outbox import Result
from testigo.api.archives import Archived
from testigo.api.checks import _day
from testigo.api.events import Remark, Remarks, Walked
from testigo.api.nights import RunResult
from testigo.api.notices import Delivery
from testigo.api.verifying import Verification

NOTE = Finding("seals/1", "unwritten", note=True)
BAD = Finding("checks 7", "row-altered", {"entry": 3})


def _night(
    *standings: tuple[Verdict, Certainty],
    left: int = 0,
    stands: tuple[tuple[Verdict, Certainty], ...] = (),
    stopped: bool = False,
) -> RunResult:
    """A night that looked at ``standings``, while ``stands`` were not due."""
    finished = not left and not stopped
    walked = Walked("r", 3, left, finished=finished, time_is_up=bool(left), verdicts={})
    found = (Outcome(verdict, Cause.INTERNAL, certainty, 1) for verdict, certainty in standings)
    broken = (
        UrlStanding(f"https://a.mx/{n}", verdict, Cause.HTTP_404, certainty)
        for n, (verdict, certainty) in enumerate(stands)
    )
    return RunResult(walked, tuple(found), tuple(broken), (), None, ())


LOST = (Verdict.MISSING, Certainty.CONFIRMED)
DOUBT = (Verdict.CHANGED, Certainty.SUSPECTED)
THERE = (Verdict.ALIVE, Certainty.CONFIRMED)
UNSEEN = (Verdict.BLOCKED, Certainty.CONFIRMED)


@pytest.mark.parametrize(
    ("night", "code", "strict"),
    [
        (_night(THERE), 0, 0),
        (_night(THERE, DOUBT), 0, 1),
        (_night(LOST, UNSEEN), 1, 1),
        (_night(THERE, UNSEEN), 3, 3),
        (_night(DOUBT, UNSEEN), 3, 1),
        (_night(THERE, left=2), 3, 3),
        (_night(LOST, left=2), 1, 1),
        (_night(), 0, 0),
        (_night(stands=(LOST,)), 1, 1),
        (_night(UNSEEN, stands=(LOST,)), 1, 1),
        (_night(stands=(DOUBT,)), 0, 1),
        (_night(stands=(LOST,), stopped=True), 3, 3),
    ],
)
def test_what_a_night_comes_to(night: RunResult, code: int, strict: int) -> None:
    assert (night.exit_code(), night.exit_code(strict=True)) == (code, strict)


def test_what_a_verification_comes_to() -> None:
    assert Verification((NOTE,), 1).exit_code is ExitCode.SOUND
    assert Verification((NOTE, BAD), 1, signer_known=False).exit_code is ExitCode.BROKEN
    assert Verification((NOTE,), 1, signer_known=False).exit_code is ExitCode.UNCHECKED
    assert Verification((NOTE, BAD), 1).json() == {
        "schema": 1,
        "sound": False,
        "signer": None,
        "signer_known": True,
        "witnesses": {"known": (), "needed": 0, "seals": (), "strangers": ()},
        "findings": [
            {
                "where": "seals/1",
                "problem": NOTE.problem,
                "kind": "unwritten",
                "facts": {},
                "note": True,
            },
            {
                "where": "checks 7",
                "problem": "altered since custody entry 3 recorded it",
                "kind": "row-altered",
                "facts": {"entry": 3},
                "note": False,
            },
        ],
    }


def test_what_archives_and_notices_come_to() -> None:
    done = {(JobAct.SAVE, JobState.CAPTURED): 2}
    assert Archived(done, 3, (), ()).exit_code is ExitCode.SOUND
    assert Archived(done, 3, (), ("wayback",)).exit_code is ExitCode.UNCHECKED
    sent, waits = Result("ana@a.example", NoticeState.SENT), Result("b", NoticeState.WAITING)
    assert Delivery(()).exit_code is ExitCode.SOUND
    assert Delivery((sent,)).exit_code is ExitCode.SOUND
    assert Delivery((sent, waits)).exit_code is ExitCode.UNCHECKED


def test_only_the_network_is_nobodys_set_up() -> None:
    good, network = Sign("python", good=True, says=""), Sign("network", good=False, says="")
    disk = Sign("disk", good=False, says="")
    assert doctor.exit_code([good]) is ExitCode.SOUND
    assert doctor.exit_code([good, network]) is ExitCode.UNCHECKED
    assert doctor.exit_code([network, disk]) is ExitCode.USAGE


def test_a_remark_is_one_line_and_kept() -> None:
    heard: list[object] = []
    remarks = Remarks(heard.append)
    remarks.add("an archive\nsaid \x1b[2Jthis")
    assert remarks.texts == ["an archive said [2Jthis"]
    assert heard == [Remark("an archive said [2Jthis")]


def test_a_day_in_every_form_that_python_has() -> None:
    day = date(2018, 5, 1)
    assert [_day(given) for given in ("2018-05-01", day, datetime(2018, 5, 1, 23), None, "")] == [
        day, day, day, None, None,
    ]  # fmt: skip
    with pytest.raises(UsageError, match="2018-05-01, not 'mayo'"):
        _day("mayo")


def test_a_board_is_walked_as_it_is_configured_by_its_id_or_its_place() -> None:
    settings = Board(depth=3)
    config = Config(sources=(Source("tablero", "https://a.example/", "board", board=settings),))
    assert config.board_settings("tablero", "elsewhere") is settings
    assert config.board_settings("other", "https://a.example/") is settings
    assert config.board_settings("other", "elsewhere") == Board()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "made" / "report.txt"
    write_whole(path, "first")

    def breaks() -> object:
        yield b"sec"
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="No space left on device"):
        write_whole(path, breaks())  # type: ignore[arg-type]
    assert path.read_text("utf-8") == "first"
    assert list(path.parent.iterdir()) == [path]
