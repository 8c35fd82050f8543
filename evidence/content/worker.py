"""The process behind the fence: reads a task and a body from stdin, answers on stdout, until stdin
ends."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from typing import Any

from evidence.content.article import article
from evidence.content.fence import SECONDS
from evidence.content.model import Unreadable
from evidence.content.reading import read

MEMORY = 1_500_000_000
"""Bytes of address space: a page of 50 MB as a tree takes 600 MB, with the libraries' own 300
MB."""


def main() -> None:
    """Serve until stdin ends."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while line := questions.readline():
        head = json.loads(line)
        signal.alarm(
            int(SECONDS) + 5
        )  # should the parent die, nobody else ends a parser that hangs
        reply = json.dumps(_serve(head, questions.read(head["size"]))).encode()
        signal.alarm(0)
        answers.write(b"%d\n" % len(reply) + reply)
        answers.flush()


def _serve(head: dict[str, Any], body: bytes) -> dict[str, Any]:
    try:
        return {"answer": _answer(head, body)}
    except Unreadable as problem:
        return {"problem": str(problem)}
    except MemoryError:
        return {"problem": f"needs more than {MEMORY // 1_000_000} MB of memory"}
    except Exception as error:  # noqa: BLE001 - the boundary: parsers raise anything on hostile files
        return {"problem": f"damaged: {type(error).__name__}: {str(error)[:200]}"}


def _answer(head: dict[str, Any], body: bytes) -> str | dict[str, Any]:
    if head["task"] == "article":
        return article(body.decode())
    return asdict(read(head["media_type"], body, head["content_type"], head["url"]))


if __name__ == "__main__":
    main()
