"""Testigo as a library: what the command line does, as functions that return records.

    import testigo

    folder = testigo.open("evidence")
    testigo.add(folder, "informe.md", published="2019-09-30")
    night = testigo.run(folder)
    answer = testigo.check(folder, "https://www.example.org/plan")
    print(answer.verdict, answer.why("es"))

``docs/api.md`` tells of each function with an example.

Every error that a call raises is a :class:`TestigoError`, whose text is one line that says what to
do; OSError where a file of the caller's own can't be read.

Names are loaded when they are used first, so importing this costs nothing.

**Threads.** A :class:`Folder` may be shared by threads. Calls that only read may be made at any time,
also while a run is at work. Calls that write hold the folder meanwhile: a second one raises
:class:`FolderBusy`, but for ``check``, which looks beside the run. ``run``, ``check`` and what fetches
a source walk the web in this process, one walk at a time: others wait. Programs with an asyncio loop of
their own call them in another thread (``asyncio.to_thread``).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from testigo.api import *  # noqa: F403
else:  # type checkers would take every name for one that is there

    def __getattr__(name: str) -> Any:
        """A name of :mod:`testigo.api`, loaded at its first use."""
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        try:
            return getattr(importlib.import_module("testigo.api"), name)
        except AttributeError:
            raise AttributeError(f"module 'testigo' has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted({*globals(), *importlib.import_module("testigo.api").__all__})
