"""What others can ask of us: one file each, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.listen.endpoints import add_checkpoint, latest_checkpoint, observe

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.listen.model import Endpoint
    from evidence.config import Config
    from evidence.folder import EvidenceFolder

ENDPOINTS: tuple[Callable[[EvidenceFolder, Config], Endpoint | None], ...] = (
    add_checkpoint.endpoint,
    latest_checkpoint.endpoint,
    observe.endpoint,
)
"""Each makes its endpoint, or None where the configuration doesn't want it."""


def configured(folder: EvidenceFolder, config: Config) -> list[Endpoint]:
    """Those that the configuration wants."""
    return [made for one in ENDPOINTS if (made := one(folder, config)) is not None]
