"""E-mail (``.eml``): the subject, and the text as HTML where there is one; a page that a browser saved so
(MHTML, RFC 2557) has an address, which its links start from."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from evidence.formats.document import Document, Unreadable
from evidence.formats.html import from_markup

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

    from evidence.formats.document import Body


def read(body: Body) -> Document:
    """The text of a message; attachments are named, not read. Raises Unreadable."""
    message: EmailMessage = message_from_bytes(body.data, policy=policy.default)
    part = message.get_body(("html", "plain"))
    if part is None:
        raise Unreadable("this message has no text")
    try:
        text = str(part.get_content())
    except (LookupError, ValueError, KeyError) as error:
        raise Unreadable("this message's text is damaged") from error
    if part.get_content_subtype() == "html":
        document = from_markup(text, "utf-8", _address(message, part))
    else:
        document = Document(text.replace("\r\n", "\n"))
    document.title = " ".join(str(message.get("subject", "")).split())[:200]
    names = [one.get_filename() or one.get_content_type() for one in message.iter_attachments()]
    if names:
        document.warnings.append(f"{len(names)} attachments are not read: {', '.join(names)[:300]}")
    return document


def _address(message: EmailMessage, part: MIMEPart) -> str:
    """Where a page was saved from; "" for a message."""
    given = (
        part["Content-Location"],
        message["Snapshot-Content-Location"],
        message["Content-Location"],
    )
    found = ("".join(str(one).split()) for one in given if one)
    return next((one for one in found if one.lower().startswith(("http://", "https://"))), "")
