"""Files of older office programs (``.doc``, ``.xls``, ``.ppt``), by way of LibreOffice where there is
one: it writes them as the newer formats that are read here.

It is a process of its own, ended after :data:`SECONDS`, with a profile that lasts as long: no macros, no
links followed. Without LibreOffice such a file is refused, and the error says what to do.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from evidence.formats.document import Unreadable
from evidence.formats.kinds import OLE

SECONDS = 120
"""A report of 200 pages takes 5 s, and LibreOffice's own start another 5."""
_MEMORY = 4_000_000_000
_NEWER = {OLE["doc"]: ("doc", "docx"), OLE["xls"]: ("xls", "xlsx"), OLE["ppt"]: ("ppt", "pptx")}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}</oor:items>
"""
_SETTING = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_SAFE = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
)
"""Registry of LibreOffice: macros never, nothing from elsewhere, links never brought up to date."""


def program() -> str | None:
    """Where LibreOffice is; None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def is_older(media_type: str) -> bool:
    """Whether a format is one that LibreOffice has to write anew."""
    return media_type in _NEWER


def newer(data: bytes, media_type: str) -> bytes:
    """The same document as DOCX, XLSX or PPTX. Raises Unreadable."""
    old, new = _NEWER[media_type]
    office = program()
    if office is None:
        raise Unreadable(
            f"this is a .{old} of an older program, which needs LibreOffice to be read; install it, "
            f"or save the file as .{new} or PDF"
        )
    with tempfile.TemporaryDirectory(prefix="testigo-office-") as name:
        folder = Path(name)
        _write_profile(folder / "profile")
        (folder / f"in.{old}").write_bytes(data)
        _run(office, folder, f"in.{old}", new)
        made = folder / "out" / f"in.{new}"
        if not made.is_file():
            raise Unreadable(f"LibreOffice can't read this .{old}; it is damaged or locked")
        return made.read_bytes()


def _write_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    items = "".join(_SETTING.format(*setting) for setting in _SAFE)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(items), "utf-8")


def _run(office: str, folder: Path, name: str, new: str) -> None:
    command = [
        office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--nologo", "--convert-to", new, "--outdir", str(folder / "out"), str(folder / name),
    ]  # fmt: skip
    nowhere = (
        "http://127.0.0.1:9"  # the discard port: what is asked for all the same comes to nothing
    )
    environment = {
        "HOME": str(folder), "PATH": os.environ.get("PATH", os.defpath), "http_proxy": nowhere,
        "https_proxy": nowhere, "LANG": "C.UTF-8",
    }  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - see above
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with suppress(subprocess.TimeoutExpired, ProcessLookupError):  # no file is there then
        resource.prlimit(process.pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        process.wait(SECONDS)
    with suppress(ProcessLookupError):  # what it started, too
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
