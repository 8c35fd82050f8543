"""A version's bytes -> its units: the door, behind which the fence stands."""

from __future__ import annotations

import hashlib

from evidence import fence
from evidence.errors import SourceError
from evidence.formats.kinds import OLE_MAGIC, kind_of
from evidence.formats.office import is_older, newer
from evidence.series.model import Plan, Problem

_READ = fence.Task("evidence.series.reading:read", Plan, seconds=120.0)
"""A PDF of 200 pages takes a second; a slow machine, and one of 3,000 pages, some times that."""


def read(data: bytes, name: str = "", content_type: str = "") -> Plan:
    """The units of one version, whatever its bytes: takes bounded time and memory.

    What can't be read is a plan without units that says so in ``problem`` and ``warnings``: of a
    series of many versions one may be damaged.
    """
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip():
        return Plan("", problem=Problem.UNREADABLE, warnings=("the file is empty",), sha256=digest)
    try:
        if data.startswith(OLE_MAGIC) and is_older(kind := kind_of(data, name)):
            data, name = newer(data, kind), ""
        return fence.call(_READ, data, name=name, content_type=content_type)
    except (fence.FenceFailure, SourceError) as failure:
        return Plan("", problem=Problem.UNREADABLE, warnings=(str(failure),), sha256=digest)
