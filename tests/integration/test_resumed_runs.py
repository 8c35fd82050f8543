"""A run that a full disk cut off and that was gone on with is no tampering; a planted record is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evidence import clock
from evidence.custody.verify import verify
from evidence.custody.warc.files import WarcFiles
from evidence.custody.warc.writer import digest
from evidence.store import runs
from evidence.vocabulary import RunKind, RunState
from tests.looks import FIRST, URL, Lab, answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.store.records import Run


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path / "evidence")
    yield lab
    lab.store.close()


def begun(lab: Lab) -> Run:
    return runs.begin(
        lab.store,
        kind=RunKind.NIGHT,
        options={},
        tool="tests",
        rules="1",
        config_sha256="",
        collector={},
    )


def left_behind(lab: Lab, run: Run) -> None:
    """The first hop of a look whose second hop found the disk full, in a file that was closed."""
    warcs = WarcFiles(lab.folder, lab.store, run.id, "tests")
    headers = [
        ("WARC-Date", clock.stamp(FIRST)),
        ("WARC-Target-URI", URL),
        ("Content-Type", "application/http;msgtype=response"),
        ("WARC-Payload-Digest", digest(b"x")),
    ]
    warcs.write("response", headers, answer("x"))
    warcs.close()


def accused(lab: Lab) -> list[str]:
    return [found.problem for found in verify(lab.folder, lab.store) if not found.note]


def test_what_a_cut_off_run_left_behind_is_no_alteration_once_it_was_gone_on_with(lab: Lab) -> None:
    run = begun(lab)
    left_behind(lab, run)
    runs.end(lab.store, run, RunState.INTERRUPTED)
    assert accused(lab) == []
    again = begun(lab)
    assert again.id == run.id
    runs.end(lab.store, again, RunState.FINISHED)
    assert accused(lab) == []


def test_a_record_that_no_row_speaks_of_in_a_whole_run_is_named(lab: Lab) -> None:
    run = begun(lab)
    left_behind(lab, run)
    runs.end(lab.store, run, RunState.FINISHED)
    assert accused(lab) == ["no row speaks of this response record"]


def test_nor_does_an_earlier_interruption_excuse_what_came_after_it(lab: Lab) -> None:
    run = begun(lab)
    runs.end(lab.store, run, RunState.INTERRUPTED)
    again = begun(lab)
    left_behind(lab, again)
    runs.end(lab.store, again, RunState.FINISHED)
    assert accused(lab) == ["no row speaks of this response record"]
