"""Everything else, through Apprise: chats, telephones, desktops. Needs the extra ``[notify]``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from schedules.notices.channels import NotTaken

if TYPE_CHECKING:
    from collections.abc import Callable

    from schedules.notices.channels import Message, Setting


def takes(_: str) -> bool:
    """Whatever is left; Apprise says itself what it does not know."""
    return True


def send(message: Message, place: str, _: Setting, commit: Callable[[], None]) -> None:
    """Hand it to Apprise, which says yes or no and never why; a no is believed and tried again."""
    try:
        apprise = importlib.import_module("apprise")
    except ImportError:
        raise NotTaken("needs Apprise: pip install 'testigo[notify]'", again=True) from None
    service = apprise.Apprise()
    if not service.add(place):
        raise NotTaken("Apprise does not understand this address", again=True)
    commit()
    if not service.notify(title=message.subject, body=message.text, body_format="text"):
        raise NotTaken("Apprise could not deliver it", again=True)
