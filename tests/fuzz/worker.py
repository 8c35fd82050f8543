"""One target under the fuzzer, in a process of its own: ``python -m tests.fuzz.worker NAME FOLDER SECONDS``.

An input that breaks the law is written to ``FOLDER/found`` under the kind of its fault, once for each
kind, and the fuzzer goes on; one that hangs or fills the memory ends it. The one at work stands in
``FOLDER/last``: code in C that never returns lets no handler of ours run.
"""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["evidence", "crawler", "schedules", "protego", "waybackpy", "w3lib"]
):
    from tests.fuzz import corpus
    from tests.fuzz.target import Target, check
    from tests.fuzz.targets import TARGETS

_PATIENCE = 8.0
"""Code that is measured as it runs takes three to six times as long."""
_HANGS = 30
"""Seconds of one input, by the clock, after which the fuzzer gives up."""
_MEGABYTES = 2_048
"""Of the whole process, its corpus included; a worker behind the fence has less."""


class _Fuzzed:
    """Runs inputs, and keeps one of each kind of fault."""

    def __init__(self, target: Target, found: Path, last: Path) -> None:
        self._target = target
        self._found = found
        self._last = os.open(last, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self._kinds: set[str] = set()

    def __call__(self, data: bytes) -> None:
        os.ftruncate(self._last, os.pwrite(self._last, data, 0))
        try:
            check(self._target, data, patience=_PATIENCE)
        except Exception as problem:
            self._keep(data, problem)

    def _keep(self, data: bytes, problem: Exception) -> None:
        frame = traceback.extract_tb(problem.__traceback__)[-1]
        words = str(problem) if frame.name == "hold" else f"{frame.filename}:{frame.lineno}"
        kind = hashlib.sha256(f"{type(problem).__name__} {words[:60]}".encode()).hexdigest()[:12]
        if kind in self._kinds:
            return
        self._kinds.add(kind)
        (self._found / kind).write_bytes(data)
        shown = "".join(traceback.format_exception(problem)[-4:])
        print(f"FOUND {self._target.name} {kind} {problem!r}\n{shown}\n{data[:300]!r}", flush=True)


def main(name: str, folder: str, seconds: str) -> None:
    """Fuzz the target ``name`` for so many seconds."""
    target, place = TARGETS[name], Path(folder)
    begun, found = place / "corpus", place / "found"
    for part in (begun, found):
        part.mkdir(parents=True, exist_ok=True)
    for number, (_, data) in enumerate(corpus.inputs(target)):
        (begun / f"seed{number}").write_bytes(data)
    words = "".join(
        '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in target.words
    )
    (place / "words").write_text(words or "# none\n", "ascii")
    flags = [
        f"-max_total_time={seconds}", f"-max_len={target.longest}", f"-timeout={_HANGS}", f"-rss_limit_mb={_MEGABYTES}",
        f"-dict={place / 'words'}", f"-artifact_prefix={found}/", "-print_final_stats=1", "-verbosity=1", str(begun),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *flags], _Fuzzed(target, found, place / "last"))
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:4])
