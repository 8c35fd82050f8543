"""The confirmation rules as the configuration sets them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from evidence.verdicts.series import Confirmation, Rules

if TYPE_CHECKING:
    from evidence.config import Standing


def rules_of(config: Standing) -> Rules:
    """The rules that ``[standing]`` of testigo.toml sets."""
    return Rules(
        missing=Confirmation(config.missing_looks, timedelta(days=config.missing_days)),
        redirect_home=Confirmation(
            config.redirect_home_looks, timedelta(days=config.redirect_home_days)
        ),
        changed=Confirmation(config.changed_looks, timedelta(hours=config.changed_hours)),
        unreachable=Confirmation(config.unreachable_looks, timedelta(days=config.unreachable_days)),
        apart=timedelta(hours=config.apart_hours),
        changed_apart=timedelta(hours=config.changed_hours),
        look_good_after=timedelta(hours=config.look_again_hours),
        look_doubtful_after=timedelta(hours=config.apart_hours),
        look_dead_after=timedelta(days=config.look_again_dead_days),
    )
