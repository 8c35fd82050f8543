"""A Chromium with what stands around it: its proxy, its recorder, its driver."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crawler.browser import processes
from crawler.browser.flags import switches
from crawler.browser.proxy import USER, Proxy
from crawler.browser.recorder import Recorder

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright


class Engine:
    """One browser; it opens one page at a time."""

    chromium: Browser
    recorder: Recorder
    user_agent: str

    def __init__(self, program: str) -> None:
        self._program = program
        self._playwright: Playwright | None = None
        self.proxy = Proxy()
        self.is_worn = False
        """whether something of a page could not be closed: it is for no other page"""
        self.sandboxed = os.geteuid() != 0
        """Chromium refuses to run as root with its sandbox"""

    @property
    def browser(self) -> str:
        """Name and version."""
        return f"Chromium {self.chromium.version}"

    async def start(self) -> None:
        """Start all of it. Raises Playwright's Error where Chromium does not come up."""
        from playwright.async_api import async_playwright  # noqa: PLC0415 - only where the extra is

        await self.proxy.start()
        self._playwright = await async_playwright().start()
        self.chromium = await self._playwright.chromium.launch(
            executable_path=self._program,
            args=switches(),
            ignore_default_args=["--disable-popup-blocking"],
            chromium_sandbox=self.sandboxed,
            proxy={"server": f"http://127.0.0.1:{self.proxy.port}", "bypass": "<-loopback>"},
        )
        session = await self.chromium.new_browser_cdp_session()
        version = await session.send("Browser.getVersion")
        self.user_agent = version["userAgent"].replace("HeadlessChrome", "Chrome")
        self.recorder = Recorder(session, USER)
        await self.recorder.start()

    def processes(self) -> tuple[int, int]:
        """The driver and the browser, by their ids."""
        ours = processes.below(os.getpid())
        told = {pid: processes.command(pid) for pid in ours}
        driver = next(pid for pid in ours if "run-driver" in told[pid])
        browser = next(
            pid for pid in ours if "--user-data-dir=" in told[pid] and "--type=" not in told[pid]
        )
        return driver, browser
