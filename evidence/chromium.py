"""Where the Chromium of this machine is. None is ever downloaded."""

from __future__ import annotations

import os
import shutil

VARIABLE = "TESTIGO_CHROMIUM"
"""The environment variable that names another one."""
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


def program() -> str | None:
    """The path of Chromium or Chrome: the one that ``TESTIGO_CHROMIUM`` names, else the first of the
    usual names on the PATH; None where there is none."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next((path for name in _NAMES if (path := shutil.which(name))), None)
