"""What all pages of one desk share."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from testigo.desk.shelf import Shelf

if TYPE_CHECKING:
    from starlette.requests import Request

    from testigo.api.folder import Folder
    from testigo.desk.brought import Brought
    from testigo.desk.copies.addresses import Addresses
    from testigo.desk.looks.desk import Looks
    from testigo.desk.packages import Package
    from testigo.desk.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """One open desk."""

    folder: Folder
    settings: Settings
    looks: Looks
    packages: Shelf[Package] = field(default_factory=Shelf)
    files: Shelf[Brought] = field(default_factory=Shelf)
    """of visitors"""
    copies: Addresses | None = None
    """where kept copies are shown; None: they aren't"""
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """what our own forms carry and no other site can read; another one each time the desk is opened"""


def desk_of(request: Request) -> Desk:
    """The desk that was asked."""
    desk: Desk = request.app.state.desk
    return desk
