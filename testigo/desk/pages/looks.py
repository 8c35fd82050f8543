"""``/looks``: what is asked on the form, how far it has come, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, StreamingResponse

from testigo.desk.brought import take
from testigo.desk.desk import desk_of
from testigo.desk.forms import day, sent, text
from testigo.desk.looks.inquiry import Question, Step
from testigo.desk.problems import Refused, key
from testigo.desk.rendering import page, render, view_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from testigo.desk.looks.inquiry import Inquiry
    from testigo.desk.rendering import View

router = APIRouter()


@router.post("/looks")
async def ask(request: Request) -> Response:
    """Begin a look, and lead to its page."""
    form = await sent(request, files=1)
    try:
        return await _asked(request, form)
    finally:
        await form.close()


@router.get("/looks/{look_id}")
def show(request: Request, look_id: str) -> Response:
    """How far a look has come; its answer stands on the page of the citation."""
    look = _known(request, look_id)
    view = view_of(request)
    if look.step is Step.DONE:
        return RedirectResponse(_citation(view, look), 303)
    return page(request, "look.html.j2", look=look, problem=_problem(look))


@router.get("/looks/{look_id}/events")
async def events(request: Request, look_id: str) -> Response:
    """The same as server-sent events: ``news`` is the changed piece of the page, ``over`` the address to go
    on to."""
    look = _known(request, look_id)
    stream = _told(view_of(request), look)
    return StreamingResponse(
        stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


@router.post("/looks/{look_id}/stop")
async def stop(request: Request, look_id: str) -> Response:
    """End a look before its time."""
    await sent(request)
    desk_of(request).looks.stop(_known(request, look_id).id)
    return RedirectResponse(view_of(request).link(f"/looks/{look_id}"), 303)


async def _asked(request: Request, form: FormData) -> Response:
    """A look at an address, beside a file if there is one; a file alone is read."""
    desk, view = desk_of(request), view_of(request)
    url, language = text(form, "url"), text(form, "lang") or None
    day_asked = day(form, "date")
    file = form.get("file")
    taken = None
    if isinstance(file, UploadFile) and file.filename:
        taken = await run_in_threadpool(take, file.filename, file.file, desk.files)
        if not url:
            return RedirectResponse(view.link(f"/files/{taken.id}", lang=language), 303)
    if not url:
        raise Refused("NoUrl")
    question = Question(
        url=url,
        quote=text(form, "quote"),
        cited_on=day_asked,
        archive=not text(form, "no_archive"),
        file=taken.id if taken else "",
    )
    look = desk.looks.ask(question)
    return RedirectResponse(view.link(f"/looks/{look.id}", lang=language), 303)


def _known(request: Request, look_id: str) -> Inquiry:
    look = desk_of(request).looks.get(look_id)
    if look is None:
        raise Refused("Forgotten", 404)
    return look


async def _told(view: View, look: Inquiry) -> AsyncIterator[str]:
    async for is_news in look.follow():
        if not is_news:
            yield ": still at work\n\n"
            continue
        yield _event("news", render(view, "look_news.html.j2", look=look, problem=_problem(look)))
        if look.step is Step.DONE:  # the sentence is read while all the rest is put together
            yield _event("over", _citation(view, look))


def _event(name: str, data: str) -> str:
    lines = "".join(f"data: {line}\n" for line in data.splitlines())
    return f"event: {name}\n{lines}\n"


def _citation(view: View, look: Inquiry) -> str:
    asked = look.question
    return view.link(
        "/citation", url=asked.url, quote=asked.quote, date=asked.cited_on, file=asked.file
    )


def _problem(look: Inquiry) -> str | None:
    return key(look.problem.kind) if look.problem else None
