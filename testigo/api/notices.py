"""Tell what is new, and deliver what waits."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import ExitCode, UsageError
from testigo.api.folder import opened

if TYPE_CHECKING:
    from schedules.notices.outbox import Result
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of notices."""

    results: tuple[Result, ...]
    """one a notice and receiver; none when nothing is new"""
    resent: int = 0
    """notices of unknown outcome that were let go again"""

    @property
    def exit_code(self) -> ExitCode:
        """3 when something could not be delivered, else 0."""
        from evidence.vocabulary import NoticeState

        sent = all(result.state is NoticeState.SENT for result in self.results)
        return ExitCode.SOUND if sent else ExitCode.UNCHECKED

    def json(self) -> list[dict[str, Any]]:
        """One JSON object a result, as ``notify --format json`` prints them."""
        return [asdict(result) for result in self.results]


def notify(folder: Folder, *, resend: bool = False) -> Delivery:
    """Compose the digest of the latest night, unless it was, and deliver what waits; may be called
    as often as you like; write the feed, where one is named. With ``resend`` what may have arrived already is
    sent again.

    Raises UsageError when the configuration names neither receivers nor a feed, FolderError without evidence
    or for a folder whose key is not here, StoreError.

    >>> testigo.notify(folder)
    Traceback (most recent call last):
        ...
    UsageError: nobody is to be told; name receivers under [notify] in ...testigo.toml
    """
    from schedules import notices
    from schedules.notices import outbox

    if not folder.config.notify.feed:
        _require_receivers(folder)
    resent = 0
    with opened(folder, writes=True) as store:
        if resend:
            resent = outbox.resend(store, clock.now())
    return Delivery(tuple(notices.deliver(folder.place, folder.config)), resent)


def try_notices(folder: Folder) -> Delivery:
    """Send a test message to every receiver, and nothing else.

    Raises UsageError when the configuration names none.

    >>> testigo.try_notices(folder)
    Traceback (most recent call last):
        ...
    UsageError: nobody is to be told; name receivers under [notify] in ...testigo.toml
    """
    from schedules import notices

    _require_receivers(folder)
    return Delivery(tuple(notices.try_out(folder.place, folder.config.notify)))


def _require_receivers(folder: Folder) -> None:
    if not folder.config.notify.to:
        raise UsageError(
            Words(
                "nobody is to be told; name receivers under [notify] in {config}",
                "no hay a quién avisar; indique destinatarios en [notify] de {config}",
            ),
            config=folder.settings_file,
        )
