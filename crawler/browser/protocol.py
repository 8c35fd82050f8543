"""Words with the browser in its DevTools protocol, none of which is waited for for ever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

_SECONDS = 10.0
"""For an answer that needs none of the page's own work: it takes milliseconds."""


class Gone(Exception):
    """What was spoken to is not there any more, or knows nothing of what was asked."""


class Stuck(Exception):
    """No answer came in time: the page's own work holds it up."""


async def ask(
    session: CDPSession, method: str, seconds: float | None = _SECONDS, **params: Any
) -> dict[str, Any]:
    """What the browser answers. Raises Gone, and Stuck after ``seconds``; with None the caller ends the
    waiting."""
    from playwright.async_api import Error  # noqa: PLC0415 - there only where the extra is

    try:
        return await asyncio.wait_for(session.send(method, params), seconds)
    except TimeoutError:
        raise Stuck(f"{method} took more than {seconds:g} s") from None
    except Error as problem:
        raise Gone(f"{method}: {str(problem).splitlines()[0][:200]}") from problem
