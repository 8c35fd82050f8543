"""What several addresses of the API take, and how records are told."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Query

from evidence.bilingual import Language
from evidence.store.listing import MOST

LANG = Annotated[Language, Query(description="Language of what people read in the answer.")]
URL = Annotated[str, Query(min_length=1, max_length=8_000, description="The URL as it is cited.")]
PAGE = Annotated[int, Query(ge=1, le=100_000_000, description="Which page of the list.")]
TAGS = Annotated[
    tuple[str, ...],
    Query(
        max_length=50, description="Words that sources are sorted by; a source with one of them."
    ),
]
SIZE = Annotated[int, Query(ge=1, le=MOST, description="Rows on a page.")]


def plain(record: Any) -> dict[str, Any]:
    """A record as an object."""
    asked = getattr(record, "_asdict", None)  # of a named tuple
    return dict(asked()) if asked else asdict(record)
