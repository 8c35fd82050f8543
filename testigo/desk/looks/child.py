"""What the process of one look does. It runs in a fork that has imported all it needs, in its main thread."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import testigo
from evidence.bilingual import Words
from testigo.desk.looks.inquiry import STOPPED, Said

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from testigo.desk.looks.inquiry import Question


def look(told: Connection, folder: testigo.Folder, question: Question) -> None:
    """Answer a question; says on ``told`` what happens, as pairs: a remark with its
    text, what the look showed with the answer so far, and at its end the answer, or a failure with kind and
    text."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the desk says when it is time

    def heard(event: testigo.Event) -> None:
        if isinstance(event, testigo.Remark):
            told.send((Said.REMARK, event.text))
        elif isinstance(event, testigo.Looked):
            told.send((Said.LOOKED, event.answers()[0]))

    try:
        answer = testigo.check(
            folder,
            question.url,
            quote=question.quote,
            cited_on=question.cited_on,
            archive=question.archive,
            screenshot=question.screenshot,
            listener=heard,
        )
    except testigo.TestigoError as error:
        told.send((Said.FAILED, (type(error).__name__, Words.each(error.text))))
    except KeyboardInterrupt:
        told.send((Said.FAILED, ("Interrupted", STOPPED)))
    else:
        told.send((Said.DONE, answer))
    told.close()
