"""The frames of a page, and questions to them that its scripts neither see nor answer."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from crawler.browser.protocol import Gone, ask

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

_MOST = 60
"""Frames that are read: a page with advertisements has twenty."""
_WORLD = "testigo"
_LOOKS_CLOSED = """() => [...document.querySelectorAll("*")].some(
  (one) => one.localName.includes("-") && !one.shadowRoot && !one.innerText)"""
"""Whether there is an element of the page's own that shows nothing that scripts can see."""


class Frames:
    """Of one page as it stands, the main one first."""

    def __init__(self, session: CDPSession, tree: dict[str, Any]) -> None:
        self._session = session
        self._parents: dict[str, str] = {}
        self._worlds: dict[str, int] = {}
        self._registers: dict[str, str] = {}
        self.main: str = tree["frame"]["id"]
        self.is_error = _is_error(tree["frame"])
        """whether the page is Chromium's own, which says that there is none"""
        self.all = _flat(tree)[:_MOST]
        for parent, child in _pairs(tree):
            self._parents[child] = parent

    @classmethod
    async def of(cls, session: CDPSession) -> Frames:
        """The frames of the page in a session. Raises Gone."""
        return cls(session, (await ask(session, "Page.getFrameTree"))["frameTree"])

    async def call(self, frame: str, script: str, *, most: int = 0, seconds: float = 5.0) -> Any:
        """What a function gives in a frame, as plain data; it is called with the frame's register
        and ``most``. Raises Gone and Stuck."""
        register = await self._register(frame)
        given = await ask(
            self._session,
            "Runtime.callFunctionOn",
            seconds,
            functionDeclaration=script,
            objectId=register,
            arguments=[{"objectId": register}, {"value": most}],
            returnByValue=True,
            awaitPromise=True,
        )
        if "exceptionDetails" in given:
            said = given["exceptionDetails"].get("exception", {}).get("description", "an exception")
            raise Gone(said.splitlines()[0])
        return given["result"].get("value")

    async def register(self, frame: str) -> None:
        """Tell a frame which of its elements are which frames, and what is in its closed shadow trees."""
        for child, parent in self._parents.items():
            if parent == frame and child in self.all:
                with suppress(Gone):
                    owner = await ask(self._session, "DOM.getFrameOwner", frameId=child)
                    await self._note(frame, owner["backendNodeId"], value=child)
        if await self.call(frame, _LOOKS_CLOSED):
            document = await ask(self._session, "DOM.getDocument", depth=-1, pierce=True)
            for host, root in _closed(document["root"]):
                with suppress(Gone):
                    inner = await self._resolved(frame, root)
                    await self._note(frame, host, objectId=inner)

    async def _note(self, frame: str, node: int, **value: Any) -> None:
        await ask(
            self._session,
            "Runtime.callFunctionOn",
            functionDeclaration="function (node, value) { this.set(node, value); }",
            objectId=await self._register(frame),
            arguments=[{"objectId": await self._resolved(frame, node)}, value],
        )

    async def _resolved(self, frame: str, node: int) -> str:
        given = await ask(
            self._session,
            "DOM.resolveNode",
            backendNodeId=node,
            executionContextId=self._worlds[frame],
        )
        return str(given["object"]["objectId"])

    async def _register(self, frame: str) -> str:
        """A WeakMap in the frame's own world of ours."""
        if frame not in self._registers:
            world = await ask(
                self._session, "Page.createIsolatedWorld", frameId=frame, worldName=_WORLD
            )
            self._worlds[frame] = world["executionContextId"]
            made = await ask(
                self._session,
                "Runtime.evaluate",
                expression="new WeakMap()",
                contextId=self._worlds[frame],
            )
            self._registers[frame] = made["result"]["objectId"]
        return self._registers[frame]


def _flat(tree: dict[str, Any]) -> list[str]:
    """The frames, but for those in which Chromium itself says that nothing came: no page's words."""
    found = [tree["frame"]["id"]]
    for child in tree.get("childFrames", ()):
        found += [] if _is_error(child["frame"]) else _flat(child)
    return found


def _is_error(frame: dict[str, Any]) -> bool:
    return bool(frame.get("unreachableUrl")) or frame.get("url", "").startswith("chrome-error:")


def _pairs(tree: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    for child in tree.get("childFrames", ()):
        found += [(tree["frame"]["id"], child["frame"]["id"]), *_pairs(child)]
    return found


def _closed(node: dict[str, Any]) -> list[tuple[int, int]]:
    """Host and root of every closed shadow tree below a node, by their ids."""
    found = []
    todo = [node]
    while todo:
        one = todo.pop()
        for root in one.get("shadowRoots", ()):
            if root["shadowRootType"] == "closed":
                found.append((one["backendNodeId"], root["backendNodeId"]))
            if root["shadowRootType"] != "user-agent":
                todo.append(root)
        todo += one.get("children", ())
        if "contentDocument" in one:
            todo.append(one["contentDocument"])
    return found
