"""Write a bag: the package as it is handed over, a PREMIS record of it, and manifests by bagit-python.

bagit-python (Library of Congress) runs as a process of its own: within ours it would change the
current folder under other threads.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import zipfile
from typing import TYPE_CHECKING

from evidence import clock, interpreter
from evidence.bilingual import Words
from evidence.custody.bag import premis
from evidence.custody.wacz.package import Package
from evidence.custody.wacz.verify_manifest import signature_of
from evidence.custody.warc.writer import new_id
from evidence.errors import StoreError, UsageError
from evidence.files import HANDED_OVER, folder_made_whole, written_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIBRARY = "bagit"
PACKAGE = "evidence.wacz"
PREMIS = "premis.xml"


def write(out: Path, export: Callable[[Path], int]) -> int:
    """Make the folder ``out`` a bag around the package that ``export`` writes to the path it is given;
    returns what that returns: how many captures are in it.

    Raises UsageError where ``out`` is there already or bagit-python is not installed, StoreError when
    the disk refuses; ``out`` is then not there.
    """
    if importlib.util.find_spec(LIBRARY) is None:
        raise UsageError(
            Words(
                "bags are made by bagit-python: pip install 'testigo[bagit]'",
                "los paquetes BagIt se hacen con bagit-python: pip install 'testigo[bagit]'",
            )
        )
    if out.exists():
        raise UsageError(
            Words(
                "{out} is there already: a bag is a new folder",
                "{out} ya existe: un paquete BagIt es una carpeta nueva",
            ),
            out=out,
        )
    with folder_made_whole(out) as new:
        count = export(new / PACKAGE)
        _bag(new, out, _describe(new), count)
    return count


def _describe(bag: Path) -> str:
    """Write the PREMIS record beside the package; returns the signer's fingerprint."""
    path = bag / PACKAGE
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with (
        zipfile.ZipFile(path) as archive,
        written_whole(bag / PREMIS, mode=HANDED_OVER) as new,
        new.open("wb") as out,
    ):
        package = Package(archive)
        described = premis.Described(
            name=f"data/{PACKAGE}",
            sha256=sha256,
            size=path.stat().st_size,
            signer=signature_of(package).signer,
            packed_at=clock.stamp(clock.now()),
            event=new_id(),
        )
        premis.write(package, described, out)
    return described.signer


def _bag(bag: Path, out: Path, signer: str, captures: int) -> None:
    """Have the files in ``bag`` moved under ``data/`` and listed in manifests (RFC 8493)."""
    told = (
        f"--external-description=Testigo evidence: a signed WACZ package of {captures} captures",
        f"--external-identifier={out.name}",
        f"--internal-sender-identifier=Ed25519 {signer}",
    )
    bagged = interpreter.command(LIBRARY, "--quiet", "--sha256", "--sha512", *told, str(bag))
    # a bagit.py that lies in the current folder is none of ours
    done = subprocess.run(  # noqa: S603 - our own words
        bagged, env=interpreter.environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        why = (done.stderr.strip() or done.stdout.strip()).rpartition("\n")[2]
        raise StoreError(
            out,
            Words("no bag could be made ({why})", "no se pudo hacer el paquete BagIt ({why})"),
            why=why,
        )
