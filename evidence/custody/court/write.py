"""Write a court package: a folder, or one ZIP file of it.

``annex.pdf`` (``anexo.pdf``) is for people, ``evidence.wacz`` the package that ``testigo export``
writes, ``payloads/`` has what was captured, a file a content, ``proof/`` rows, log entries, seals and
tokens as plain bytes. ``verify.sh`` checks them with ``key.pem``; ``SHA256SUMS`` lists all other files
and is signed.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.custody.court import facts, proofs
from evidence.custody.court.payloads import payloads
from evidence.custody.log import keys
from evidence.custody.wacz.package import Package
from evidence.errors import UsageError
from evidence.files import folder_made_whole, write_whole, written_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence.custody.court.facts import Case
    from evidence.store.database import Store

PACKAGE = "evidence.wacz"
SCRIPT = "verify.sh"
SUMS = "SHA256SUMS"
"""As ``sha256sum`` writes and checks it."""


def require_new(out: Path) -> None:
    """Raises UsageError where something is at ``out`` already, or where its name promises a PDF."""
    if out.exists():
        raise UsageError(
            Words(
                "{out} is there already: a court package is a new folder or file",
                "{out} ya existe: un paquete judicial es una carpeta o un archivo nuevos",
            ),
            out=out,
        )
    if out.suffix.lower() == ".pdf":
        raise UsageError(
            Words(
                "a court package is a folder or a ZIP file with the annex in it: {folder}",
                "un paquete judicial es una carpeta o un archivo ZIP que contiene el anexo; "
                "no lo es {folder}",
            ),
            folder=out.with_suffix(""),
        )


def write(
    out: Path,
    store: Store,
    export: Callable[[Path], int],
    annex: Callable[[Case, Mapping[str, str]], tuple[str, bytes]],
) -> int:
    """Make the new folder ``out``, or the ZIP file where that is its name, around the package that
    ``export`` writes to the path it is given; returns what that returns: how many captures are in it.

    ``store`` is what that is written from; ``annex`` makes the annex's name and content, from the case
    and the name of each capture's file.

    Raises UsageError where ``out`` is there already or there are too many captures, StoreError when
    the disk refuses, RecordError for a damaged record; ``out`` is then not there.
    """
    require_new(out)
    if out.suffix != ".zip":
        with folder_made_whole(out) as new:
            return _fill(new, store, export, annex)
    with tempfile.TemporaryDirectory(prefix="testigo-court-") as place, written_whole(out) as new:
        count = _fill(Path(place), store, export, annex)
        _pack(Path(place), new, out.stem)
        return count


def _fill(
    folder: Path,
    store: Store,
    export: Callable[[Path], int],
    annex: Callable[[Case, Mapping[str, str]], tuple[str, bytes]],
) -> int:
    count = export(folder / PACKAGE)
    with zipfile.ZipFile(folder / PACKAGE) as archive:
        package = Package(archive)
        case = facts.gather(package, store, _sha256(folder / PACKAGE))
        names = {}
        for capture, name, content in payloads(package, case):
            write_whole(folder / "payloads" / name, content)
            names[capture] = name
    for path, content in proofs.files(case, names):
        write_whole(folder / "proof" / path, content)
    write_whole(folder / "key.pem", keys.to_pem(case.key))
    write_whole(folder / SCRIPT, resources.files(__package__).joinpath(SCRIPT).read_bytes())
    name, content = annex(case, names)
    write_whole(folder / name, content)
    _sign(folder, case.fingerprint)
    return count


def _sign(folder: Path, fingerprint: str) -> None:
    """List all files, and sign the list."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = "".join(f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths)
    private = keys.private(fingerprint)
    if private is None:  # the package was signed with it a moment ago
        raise UsageError(
            Words(
                "the signing key {key} is not in {place}",
                "la clave de firma {key} no está en {place}",
            ),
            key=fingerprint,
            place=keys.place(),
        )
    write_whole(folder / SUMS, sums)
    write_whole(folder / f"{SUMS}.sig", private.sign(sums.encode()))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(folder: Path, new: Path, name: str) -> None:
    """One ZIP file, in which the files lie in a folder ``name``."""
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.write(path, f"{name}/{path.relative_to(folder).as_posix()}")
