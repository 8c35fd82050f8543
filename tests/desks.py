"""An open desk in a process of its own, and somebody who asks it as a browser would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import requests

from tests.commands import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 60.0
"""seconds that a look may take on a machine that is busy"""


@dataclass
class Visitor:
    """Somebody at one desk."""

    address: str
    """without a path"""
    session: requests.Session = field(default_factory=requests.Session)
    folder: Path | None = None
    reader: str = ""
    """what a reader from elsewhere shows, where the desk has made one"""

    def get(self, path: str, **headers: str) -> requests.Response:
        """A page."""
        return self.session.get(self.address + path, headers=headers, timeout=LONGEST)

    def token(self) -> str:
        """What forms of this desk carry."""
        token = re.search(r'name="token" value="([^"]+)"', self.get("/").text)
        assert token
        return token[1]

    def send(
        self, path: str, brought: dict[str, bytes] | None = None, **fields: str
    ) -> requests.Response:
        """A form of the first page, sent, with files by their names; what it leads to is not followed."""
        return self.session.post(
            self.address + path,
            {"token": self.token(), **fields},
            files=[("file", file) for file in (brought or {}).items()] or None,
            timeout=LONGEST,
            allow_redirects=False,
        )

    def looked(self, url: str, **fields: str) -> requests.Response:
        """The page with the answer to a look that is asked for now."""
        begun = self.send("/looks", url=url, no_archive="1", **fields)
        assert begun.status_code == 303, begun.text
        place = begun.headers["location"]
        told = self.get(f"{place.partition('?')[0]}/events").text
        assert "event: over" in told, told
        return self.get(place)


@contextmanager
def opened(folder: Path, *arguments: str, **environment: str) -> Iterator[Visitor]:
    """``testigo desk`` over a folder, on a free port, until SIGTERM; its exit code must be 0."""
    process = subprocess.Popen(
        [sys.executable, "-m", "testigo", "desk", "--port", "0", "--folder", str(folder),
         "--allow-private", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "error", **environment},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://"), f"no address: {address!r}"
        place, _, token = address.partition("enter#")
        yield Visitor(place.rstrip("/"), folder=folder, reader=token)
    finally:
        process.terminate()
        code = process.wait(LONGEST / 3)  # less than the look at a silent site takes
        process.stdout and process.stdout.close()
    assert code == 0
