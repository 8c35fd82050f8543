"""One keeper: an organisation with a machine, an evidence folder on a disk of its own, a clock, and what
it has handed over."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.custody.log import keys
from tests.conftest import Bench
from tests.honest.troubles import Trouble

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tests.commands import Done
    from tests.disks import Disk
    from tests.honest.web import Web

_FORESEEN = (0, 1, 2, 3, 75)


@dataclass
class Keeper:
    """``place`` holds what is not evidence: the home with the keys, reports, packages."""

    name: str
    place: Path
    web: Web
    folder: Path
    disk: Disk | None = None
    """the small disk that ``folder`` lies on, where one can be mounted"""
    ahead: float = 0.0
    """seconds that its clock is ahead"""
    packages: list[tuple[Path, str]] = field(default_factory=list)
    """what was handed over, each with the fingerprint of its signer"""
    accused: list[str] = field(default_factory=list)
    """what went wrong: the end of a history"""

    @property
    def bench(self) -> Bench:
        return Bench(self.folder)

    @property
    def home(self) -> Path:
        return self.place / "home"

    def does(self, *arguments: str, trouble: Trouble | None = None) -> Done:
        """A command of this keeper's, on its machine, by its clock."""
        trouble = trouble or Trouble()
        prepare = Trouble(self.ahead, trouble.at, trouble.signal)
        done = self.bench.testigo(*arguments, prepare=prepare, XDG_CONFIG_HOME=str(self.home))
        killed = trouble.at and done.code == -trouble.signal
        if "Traceback" in done.err or (done.code not in _FORESEEN and not killed):
            self.accused.append(f"{' '.join(arguments)} ends with {done.code}: {done.err[-700:]}")
        return done

    def cites(self, draw: random.Random, name: str, trouble: Trouble | None = None) -> str:
        """The keeper writes a report, or writes it again, and adds it."""
        chosen = draw.sample(self.web.urls, draw.randrange(2, len(self.web.urls)))
        report = self.place / f"{name}.md"
        text = "".join(f"Lo que se prometió consta en <{url}>.\n\n" for url in chosen)
        report.write_text(f"# {name}\n\n{text}", "utf-8")
        self.does("add", str(report), "--id", name, trouble=trouble)
        return f"{name} cites {len(chosen)}"

    def key(self) -> str:
        """The fingerprint of its key; empty where it has none."""
        file = self.bench.folder.key
        return keys.fingerprint(str(file)) if file.exists() else ""

    def verify(self, *arguments: str) -> None:
        """Nothing may be found in the folder."""
        done = self.does("verify", *arguments, "--format", "json")
        self._heed(f"{self.folder.name} of {self.name}", done)

    def verify_package(self, package: Path, key: str) -> None:
        """Nothing may be found in a package."""
        done = self.does("verify", str(package), "--key", key, "--format", "json")
        self._heed(package.name, done)

    def _heed(self, what: str, done: Done) -> None:
        if done.code == 0:
            return
        try:
            told = json.loads(done.out)
            found = [f"{one['where']}: {one['problem']}" for one in told["findings"]]
            if done.code == 3 and told["sound"] and not self._holds(told["signer"]):
                return  # what this machine can't know is said, and is no accusation
        except (ValueError, KeyError):
            found = [done.out[-500:] + done.err[-500:]]
        self.accused.append(f"{what} is accused ({done.code}): {'; '.join(found)}")

    def _holds(self, signer: str | None) -> bool:
        """Whether the private key of ``signer`` lies on this machine."""
        return signer is not None and any((self.home / "testigo" / "keys").glob(f"{signer}*"))
