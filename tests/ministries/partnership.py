"""The partnership's two generations of addresses, and the minutes that its reports keep on Drive."""

from __future__ import annotations

from functools import partial

from tests.kinds.answers import not_found, ok, status, to
from tests.kinds.model import Ask
from tests.kinds.pages import HOME, bare, document, page
from tests.ministries.answers import file, html, paper, path_of, query_of
from tests.ministries.model import (
    ELSEWHERE,
    FILE_OTHER,
    HIDDEN,
    MOVED,
    PAGE_GONE,
    THERE,
    TO_HOME,
    Planted,
    Row,
    System,
)

# --- the partnership: files that lay under sites/default/files, and lie under wp-content/uploads

_HOST = "www.opengovpartnership.org"
_PLAN = "/sites/default/files/Mexico_Plan-de-Accion-2016-2018.pdf"
_PLAN_NOW = "/wp-content/uploads/2019/05/Mexico_Plan-de-Accion-2016-2018.pdf"
_SELF = "/sites/default/files/Mexico_Self-Assessment_2015.pdf"
_SELF_NOW = "/wp-content/uploads/2017/03/Mexico_Self-Assessment_2015.pdf"
_END_OF_TERM = "/wp-content/uploads/2019/09/Mexico_EOTR_2016-2018.pdf"
_MID_TERM = "/documents/mexico-mid-term-self-assessment-2016-2018/"
_MID_TERM_FILE = "/wp-content/uploads/2018/02/Mexico_Mid-Term_2016-2018.pdf"
_FIRST_PLAN = "/documents/mexico-first-national-action-plan-2012-13"
_SECOND_PLAN = "/documents/mexico-action-plan-2013-2015/"
_GLOSSARY = "/es/glossary/early-results/"
_POLICY = "/es/ogp-response-policy/response-policy-case-mexico/"


def _partnership(ask: Ask) -> bytes:
    path, night = path_of(ask), ask.night
    if path == _PLAN:
        stands, forwards = file(paper("Plan 2016-2018")), to(_PLAN_NOW, "301 Moved Permanently")
        return stands if night < 2 else forwards if night < 4 else not_found()
    if path == _PLAN_NOW:
        return file(paper("Plan 2016-2018") if night >= 2 else None)
    if path == _SELF:
        return to(_SELF_NOW, "301 Moved Permanently")
    if path == _SELF_NOW:
        return file(paper("Self assessment 2015") if night < 3 else None)
    if path == _END_OF_TERM:
        return file(paper("End of term report"))
    if path == _MID_TERM_FILE:
        return file(paper("Mid-term report", altered=night >= 2))
    if path == _MID_TERM:
        offer = f"<p>Download: <a href='{_MID_TERM_FILE}'>Mid-Term Self-Assessment (PDF)</a></p>"
        return html("Mexico Mid-Term Self-Assessment", f"<main><h1>Mexico</h1>{offer}</main>")
    if path == _FIRST_PLAN:
        return to(_FIRST_PLAN + "/", "301 Moved Permanently")
    if path == _SECOND_PLAN and night >= 2:
        return to("/")
    texts = {_FIRST_PLAN + "/": "First plan", _SECOND_PLAN: "Second plan"}
    texts |= {_GLOSSARY: "Early results", _POLICY: "Response policy"}
    if path in texts:
        aside = f"<aside><h4>Latest</h4><p>{document(f'latest {night}', 1)[0]}</p></aside>"
        return ok(page(texts[path], document(texts[path], 10), aside=aside))
    return ok(HOME) if path == "/" else not_found()


def _at(path: str) -> str:
    return f"https://{_HOST}{path}"


_PARTNERSHIP = (
    Row(
        _at(_PLAN),
        "stands, is forwarded to the new generation, and is no longer forwarded; the file stands there",
        ends=ELSEWHERE,
        stands_at=_at(_PLAN_NOW),
    ),
    Row(
        _at(_SELF),
        "forwarded from the start; then the new address loses it too",
        (Planted(3, PAGE_GONE, 4),),
    ),
    Row(_at(_END_OF_TERM), "a file of the new generation: stands"),
    Row(
        _at(_MID_TERM),
        "a page that offers one file, which is swapped",
        (Planted(2, FILE_OTHER, 3),),
    ),
    Row(_at(_FIRST_PLAN), "forwarded to the same address with a slash", ends=THERE | MOVED),
    Row(_at(_SECOND_PLAN), "leads to the front page from a night on", (Planted(2, TO_HOME, 3),)),
    Row(_at(_GLOSSARY), "stands; what is new is listed beside it"),
    Row(_at(_POLICY), "stands; what is new is listed beside it"),
)

# --- Drive: a page of scripts, and the file behind it

_DRIVE, _ACCOUNTS = "drive.google.com", "accounts.google.com"
_SWAPPED = "16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa"
_TRASHED = "1EstFhhFgde_1LiMEWEQmQSzP1MV8AlXK"
_WITHDRAWN = "1bRAO_fyZk2ZxIEAGOdMRxW9UWOODpbGA"
_AGREEMENT = "1Tx7704DMy5bNAvKMTfbmgmoOtGoS9hNa_"
_RULES = "1GGGN3JnGZd8hfm_0MvbRXNaeOndTzD0Y"
_KEPT = (_SWAPPED, _TRASHED, _WITHDRAWN, _AGREEMENT, _RULES)
_NOWHERE = bare(
    "Google Drive - Page Not Found", "Sorry, the file you have requested does not exist."
)


def _drive(ask: Ask) -> bytes:
    path, night = path_of(ask), ask.night
    key = path.split("/")[3] if path.startswith("/file/d/") else query_of(ask).get("id", "")
    if key not in _KEPT or (key == _TRASHED and night >= 1):
        return status("404 Not Found", _NOWHERE)
    if key == _WITHDRAWN and night >= 3:
        return to(f"https://{_ACCOUNTS}/v3/signin/identifier?continue=https://{_DRIVE}{path}")
    if path == "/uc":
        return file(paper(f"Minuta {key}", altered=key == _SWAPPED and night >= 2))
    state = f"window['_DRIVE_ivd'] = '{key} {night * 7919}';"
    return html(
        "Minuta.pdf - Google Drive",
        "<div id='drive'></div>",
        f"<script nonce='n{night}'>{state}</script>",
    )


def _accounts(ask: Ask) -> bytes:
    if path_of(ask).startswith("/v3/signin"):
        form = "<form><input type='email' name='identifier'><button>Next</button></form>"
        return html(
            "Sign in - Google Accounts", f"<h1>Sign in</h1><p>to continue to Google Drive</p>{form}"
        )
    return not_found()


_view = partial("https://drive.google.com/file/d/{}/view{}".format)
_MINUTES = (
    Row(
        _view(_SWAPPED, "?usp=sharing"),
        "minutes; the file behind the viewer is swapped",
        (Planted(2, FILE_OTHER, 3),),
        written=f"https://drive.google.com/file/d/ {_SWAPPED}/view?usp=sharing",
    ),
    Row(
        _view(_TRASHED, "?usp=sharing"),
        "minutes; put into the bin",
        (Planted(1, PAGE_GONE, 2),),
    ),
    Row(_view(_WITHDRAWN, "?usp=sharing"), "minutes; no longer shared", ends=HIDDEN),
    Row(_view(_AGREEMENT, ""), "the agreement: stands; the viewer's scripts move"),
    Row(_view(_RULES, ""), "the rules: stand; the viewer's scripts move"),
)
SYSTEM = System(
    {_HOST: _partnership, _DRIVE: _drive, _ACCOUNTS: _accounts}, (*_PARTNERSHIP, *_MINUTES)
)
