"""What every machine begins with: an empty database with its key, and what is particular to a
script."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.custody.log import keys
from evidence.folder import EvidenceFolder
from evidence.store import Store
from tests.simulation import archive, clock, mail, processes, readers
from tests.simulation.world import NEUTRAL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulation.script import Script

_CONFIG = """\
[crawl]
neutral_hosts = ["{neutral}:443"]
contact = "vigilancia@lectores.example"
max_body = 200_000
delay = 0.5
[standing]
{standing}
[archive.wayback]
base_url = "http://{archive}"
per_minute = 600.0
[[sources]]
id = "informe"
location = "{report}"
published = "2025-09-14"
{board}[[schedule]]
cron = "30 1 * * {days}"
timezone = "{zone}"
[service]
hang_minutes = 5.0
[notify]
to = ["http://{readers}/aviso"{mail}]
certainty = "confirmed"
[notify.email]
sender = "testigo@lectores.example"
host = "127.0.0.1"
security = "none"
"""
_BOARD = """\
[[sources]]
id = "tablero"
kind = "board"
location = "http://{host}/"
[sources.board]
documents = ["/documentos/*"]
"""
_NIGHTLY = """\
missing_looks = 3
missing_days = 1.8
apart_hours = 24.0
"""


MADE = datetime(2026, 5, 1, tzinfo=UTC)
"""Before any story begins."""
OTHERS = "others"
"""The folder of another organisation, likewise."""


def make(place: Path) -> Path:
    """Folders as they are before their first night, the same whenever they are made; their signing keys
    lie beside them."""
    os.environ["XDG_CONFIG_HOME"] = str(place / "home")
    processes.seed_ids("template")
    clock.begin(MADE)
    for name in ("evidence", OTHERS):
        secret = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
        made: Any = keys
        made.Ed25519PrivateKey = SimpleNamespace(generate=lambda secret=secret: secret)
        folder = EvidenceFolder(place / name)
        folder.create()
        store = Store(folder.database)
        keys.make(folder, store)
        store.close()
    made.Ed25519PrivateKey = Ed25519PrivateKey
    return place


def configure(script: Script, folder: EvidenceFolder, place: Path) -> None:
    """Write the configuration and the report of a script."""
    os.environ["XDG_CONFIG_HOME"] = str(place / "home")
    os.environ["IA_ACCESS_KEY"] = os.environ["IA_SECRET_KEY"] = "simulated"
    report = place / "informe.md"
    report.write_text(report_of(script), "utf-8")
    folder.config.write_text(
        _CONFIG.format(
            board=_BOARD.format(host=script.board.name) if script.board else "",
            neutral=NEUTRAL,
            standing=_NIGHTLY if script.nightly else "",
            archive=f"{archive.HOST}:{archive.PORT}",
            report=report,
            days="*" if script.nightly else "mon,thu",
            zone=script.zone,
            readers=readers.HOST,
            mail="" if script.mail is None else f', "{mail.READER}"',
        ),
        "utf-8",
    )


def report_of(script: Script) -> str:
    """A report that cites every address of a script."""
    lines = ["# Informe sombra", ""]
    cited = [url for url, (host, _) in script.cited().items() if not host.board]
    for number, url in enumerate(cited, 1):
        lines.append(f"El compromiso {number} se apoya en [el acta {number}]({url}).\n")
    return "\n".join(lines)
