"""E-mail: plain text and HTML, over STARTTLS or TLS; to a server on this machine also without."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from email import policy
from email.message import EmailMessage
from email.utils import formatdate
from typing import TYPE_CHECKING

from evidence.config import ADDRESS
from schedules.notices.channels import NotTaken
from schedules.notices.web import tls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence.config import Email
    from schedules.notices.channels import Message, Setting

_PORTS = {"starttls": 587, "ssl": 465, "none": 25}
_POLICY = policy.SMTP.clone(cte_type="7bit")
"""A server need not take eight bits (RFC 6152)."""


def takes(place: str) -> bool:
    """Whether ``place`` is an e-mail address."""
    return bool(ADDRESS.fullmatch(place))


def send(message: Message, place: str, setting: Setting, commit: Callable[[], None]) -> None:
    """Hand the message to the mail server; what happens after that, bounces tell the sender."""
    if not setting.email.sender:
        raise NotTaken("[notify.email] sender is not set", again=True)
    mail = compose(message, place, setting.email.sender).as_bytes()
    smtp = _connect(setting.email, setting.timeout)
    try:
        _login(smtp, setting.email, setting.environ)
        _expect(smtp.mail(setting.email.sender), 250)
        _expect(smtp.rcpt(place), 250, 251)
        # from here on the server may have it without our hearing so (RFC 1047)
        commit()
        _expect(smtp.data(mail), 250)
        with suppress(OSError, smtplib.SMTPException):
            smtp.putcmd("quit")  # it has the message: nothing that follows matters
    except smtplib.SMTPDataError as error:
        _expect((error.smtp_code, _bytes(error.smtp_error)))
    finally:
        smtp.close()


def compose(message: Message, place: str, sender: str) -> EmailMessage:
    """The message with a Message-ID made from the notice's id: mail programs show a repeated one
    once."""
    mail = EmailMessage(_POLICY)
    mail["From"] = sender
    mail["To"] = place
    mail["Subject"] = message.subject
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
    mail["Content-Language"] = message.notice.language
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


def _connect(email: Email, timeout: float) -> smtplib.SMTP:
    port = email.port or _PORTS[email.security]
    name = email.sender.rpartition("@")[2]  # a look-up of our own name can take half a minute
    if email.security == "ssl":
        return smtplib.SMTP_SSL(
            email.host, port, local_hostname=name, timeout=timeout, context=tls()
        )
    smtp = smtplib.SMTP(email.host, port, local_hostname=name, timeout=timeout)
    if email.security == "starttls":
        try:
            smtp.starttls(context=tls())  # raises rather than go on without
        except BaseException:
            smtp.close()
            raise
    return smtp


def _login(smtp: smtplib.SMTP, email: Email, environ: Mapping[str, str]) -> None:
    smtp.ehlo_or_helo_if_needed()
    user, password = environ.get("TESTIGO_SMTP_USER"), environ.get("TESTIGO_SMTP_PASSWORD")
    if user and password and email.security != "none":  # a password never travels in the clear
        smtp.login(user, password)


def _expect(reply: tuple[int, bytes], *good: int) -> None:
    code, text = reply
    if code not in good:
        said = text.decode("utf-8", "replace")
        raise NotTaken(f"the mail server said {code} {said}", again=not 500 <= code < 600)


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")
