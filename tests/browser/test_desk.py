"""The desk in a real Chromium: an auditor's story in both languages, what a first-time user wants to do, and
what other sites try."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.commands import run
from tests.desks import Visitor, opened
from tests.servers import RawServer, ok, page

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium or Chrome on this machine")
OPTIONS = [
    *(
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    ).split(),
    "--host-resolver-rules=MAP rebound.example 127.0.0.1",
]
LONGEST = 60_000
"""milliseconds that a look may take on a machine that is busy"""
QUOTE = "deberá publicar todos los contratos de obra hidráulica"
THEN = (
    f"Compromiso 4: agua\nLa Comisión {QUOTE} cada trimestre, con sus montos.\n"
    "El programa se revisa cada año con la sociedad civil, que participa en las mesas de trabajo."
)
NOW = THEN.replace("deberá publicar todos", "podrá publicar algunos de")
SENTENCES = {
    "en": (
        "the page said it word for word; since",
        "The passage, in time",
        "Make the package",
        "Accept the change",
        "accepted this change",
    ),
    "es": (
        "la página lo decía palabra por palabra; desde el",
        "El pasaje a lo largo del tiempo",
        "Preparar el paquete",
        "Aceptar el cambio",
        "aceptó este cambio",
    ),
}
HOSTILE = (
    "\"'><script>document.title='acted'</script><img src=http://far.example/x onerror=alert(1)>"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site() -> Iterator[RawServer]:
    """Pages that a plan lost between two looks, one for each language, and one that stays."""
    with RawServer({f"/{name}": ok(page(THEN)) for name in ("en", "es", "stays")}) as server:
        yield server


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, site: RawServer) -> Iterator[Visitor]:
    """A desk at which each of those pages was looked at once; since then two have changed."""
    folder = tmp_path_factory.mktemp("desk") / "folder"
    folder.mkdir()
    (folder / "testigo.toml").write_text("[crawl]\ndelay = 0\n[archive.wayback]\nenabled = false\n")
    addresses = [site.url(f"/{name}") for name in ("en", "es", "stays")]
    looked = run("check", *addresses, "--no-archive", "--allow-private", "--folder", str(folder))
    assert looked.code == 0, looked.err
    for name in ("en", "es"):
        site.replies[f"/{name}"] = ok(page(NOW))
    with opened(folder) as visitor:
        yield visitor


@pytest.fixture
def visit(browser: Browser, desk: Visitor) -> Iterator[Callable[..., Page]]:
    """Opens the desk's pages; whatever they ask of others, or complain of, fails the test."""
    contexts, trouble = [], []

    def heard(page: Page) -> Page:
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.on("request", lambda asked: trouble.append(asked.url) if far(asked.url) else None)
        page.set_default_timeout(LONGEST)
        return page

    def far(url: str) -> bool:
        return not re.match(r"(?:https?://127\.0\.0\.1:\d+/|data:|about:)", url)

    def opening(path: str, **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        made = heard(contexts[-1].new_page())
        made.goto(desk.address + path)
        return made

    yield opening
    for context in contexts:
        context.close()
    wanted = "Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert [said for said in trouble if said != wanted] == []


def sound(page: Page) -> None:
    """Holds a page to WCAG AA as far as axe sees it, and to its width."""
    rules = ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]
    found = Axe().run(
        page, options={"runOnly": rules, "iframes": False}
    )  # copies are not our words
    assert found.violations_count == 0, found.generate_report()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_auditors_story(
    visit: Callable[..., Page], site: RawServer, language: str, tmp_path: Path
) -> None:
    """Does the page still say so? Since when not? Hand over the proof; say that the change is fine."""
    said, heading, package, accept, accepted = SENTENCES[language]
    locale = {"en": "en-GB", "es": "es-MX"}[language]
    page = visit("/", locale=locale)
    assert page.locator("html").get_attribute("lang") == language
    page.fill("#url", site.url(f"/{language}"))
    page.fill("#quote", QUOTE)
    page.locator("form.ask button.main").click()
    page.wait_for_url("**/citation?**")
    assert said in page.locator("h1.headline").inner_text()
    assert page.get_by_role("heading", name=heading).is_visible()
    assert "todos" in " ".join(page.locator(".redline del").all_inner_texts())
    assert "algunos" in " ".join(page.locator(".redline ins").all_inner_texts())
    then, now = (page.frame_locator(f"figure:nth-of-type({one}) iframe") for one in (1, 2))
    assert QUOTE in then.locator("body").inner_text()
    assert "podrá publicar algunos" in now.locator("body").inner_text()
    sound(page)

    page.get_by_role("button", name=re.compile(package)).click()
    page.wait_for_url("**/packages/**")
    sound(page)
    command = page.locator("pre").inner_text().splitlines()[1].split()
    with page.expect_download() as taken:
        page.locator("a.button").click()
    taken.value.save_as(tmp_path / command[2])
    verified = run("verify", str(tmp_path / command[2]), *command[3:])
    assert verified.code == 0, verified.err
    page.go_back()

    page.fill("[name=by]", "Ana Núñez")
    page.fill("[name=note]", "se publicó en otra parte")
    page.get_by_role("button", name=accept).click()
    page.wait_for_url("**/citation?**#persons")
    assert accepted in page.locator("#content").inner_text()
    history = run("history", site.url(f"/{language}"), "--folder", _folder(page))
    assert "Ana Núñez" in history.out


def _folder(page: Page) -> str:
    return page.locator("footer code").inner_text()


def test_without_script_the_answer_comes_all_the_same(
    visit: Callable[..., Page], site: RawServer
) -> None:
    page = visit("/", java_script_enabled=False)
    page.fill("#url", site.url("/stays"))
    page.fill("#quote", QUOTE)
    page.keyboard.press("Tab")
    page.locator("form.ask button.main").press("Enter")
    page.wait_for_url("**/citation?**")
    assert "word for word today" in page.locator("h1").inner_text()


def test_by_keyboard_and_read_aloud(visit: Callable[..., Page], site: RawServer) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "url"
    page.keyboard.type(site.url("/stays"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/looks/**")
    assert page.locator("#look").get_attribute("aria-live") == "polite"
    page.wait_for_url("**/citation?**")


def test_every_page_is_sound_small_dark_and_in_spanish(
    visit: Callable[..., Page], site: RawServer, desk: Visitor
) -> None:
    brought = {"informe.md": f"«{QUOTE}»[^1]\n\n[^1]: {site.url('/stays')}\n".encode()}
    file = desk.send("/looks", brought=brought).headers["location"]
    page = visit("/", viewport={"width": 390, "height": 800}, color_scheme="dark", locale="es-MX")
    asked = f"/citation?url={site.url('/stays')}&quote={QUOTE}"
    for path in ("/", asked, file, "/citation?url=http://never.example/", "/nothing-here"):
        if path != "/":
            page.goto(desk.address + path, wait_until="load")
        assert page.locator("html").get_attribute("lang") == "es"
        sound(page)


def test_nothing_that_is_asked_acts_on_the_page(visit: Callable[..., Page], desk: Visitor) -> None:
    page = visit("/")
    page.fill("#url", f"http://127.0.0.1:9/{HOSTILE}")
    page.fill("#quote", HOSTILE)
    page.locator("form.ask button.main").click()
    page.wait_for_selector(".problem, h1.headline")
    assert page.title() != "acted"
    for path in ("/", "/citation"):
        page.goto(f"{desk.address}{path}?url={HOSTILE}&quote={HOSTILE}")
        assert page.title() != "acted"


def test_another_sites_page_can_not_send_our_forms(
    browser: Browser, desk: Visitor, site: RawServer
) -> None:
    for path in ("/looks", "/accept", "/overrule", "/packages"):
        form = (
            f"<form method=post action='{desk.address}{path}'><input name=url value='{site.url('/en')}'>"
            "<input name=by value=x><input name=note value=x></form><script>document.forms[0].submit()</script>"
        )
        with RawServer({"/": ok(form.encode())}) as attacker:
            page = browser.new_page()
            page.goto(attacker.url("/"))
            page.wait_for_url(f"{desk.address}{path}")
            assert "another site" in page.content()
            page.close()


def test_another_sites_script_can_not_read_us(browser: Browser, desk: Visitor) -> None:
    with RawServer({"/": ok(b"<title>attacker</title>")}) as attacker:
        page = browser.new_page()
        page.goto(attacker.url("/"))
        read = "address => fetch(address).then(answer => answer.text()).catch(() => 'refused')"
        assert page.evaluate(read, f"{desk.address}/") == "refused"
        framed = (
            "address => new Promise(done => { const f = document.createElement('iframe'); f.src = address;"
            "f.onload = () => { try { done(f.contentDocument.title) } catch { done('refused') } };"
            "document.body.append(f) })"
        )
        assert page.evaluate(framed, f"{desk.address}/") in ("refused", "")
        page.close()


def test_a_name_that_was_rebound_is_not_ours(browser: Browser, desk: Visitor) -> None:
    port = desk.address.rpartition(":")[2]
    page = browser.new_page()
    answer = page.goto(f"http://rebound.example:{port}/")
    assert answer
    assert answer.status == 421
    assert "token" not in page.content()
    page.close()
