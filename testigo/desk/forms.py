"""What a person sends: the fields of our forms, and the token that shows that they are ours."""

from __future__ import annotations

import hmac
from datetime import date
from typing import TYPE_CHECKING

from testigo.desk.desk import desk_of
from testigo.desk.problems import Refused

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

TOKEN = "token"  # noqa: S105 - the name of a field


async def sent(request: Request, *, files: int = 0) -> FormData:
    """The fields of a form of ours, with so many files at most; whoever takes files closes it. Raises Refused
    for one of another page, and where there are no forms."""
    desk = desk_of(request)
    if desk.settings.share:
        raise Refused("NotFound", 404)
    form = await request.form(max_files=files, max_fields=50)
    if not hmac.compare_digest(text(form, TOKEN).encode(), desk.secret.encode()):
        await form.close()
        raise Refused("OldForm", 403)
    return form


def text(form: FormData, name: str) -> str:
    """A field as text, without what surrounds it; empty where it was not sent."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def day(form: FormData, name: str) -> date | None:
    """A field as a day; raises Refused for one that is none."""
    return day_of(text(form, name))


def day_of(value: str) -> date | None:
    """A day as a form or an address names it; raises Refused for one that is none."""
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused("BadDate") from None
