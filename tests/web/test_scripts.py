"""The browser modules, run in Chromium on small pages of the portal's own markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Route, expect

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "static" / "build" / "js" / "portal.js"
HOST = "http://portal.test"
HEAD = '<!doctype html><html lang="da"><script type="module" src="/portal.js"></script>'

pytestmark = pytest.mark.skipif(not SCRIPT.is_file(), reason="needs npm run build")

WRITING = """
<form method="post" action="/send" data-autosave-url="/save" data-autosave-version="4">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><textarea name="text"></textarea>
<p data-save-state data-saved="Gemt kl. {time}" data-offline="Offline"
 data-gone="Væk" data-conflict="Gemt et andet sted" data-logged-out="Logget ud"
 data-refused="Afvist">
<span data-save-text></span></p><button type="submit">Send</button></form>"""

#: What a window tells the others whose log-in acts in it.
TOUCHED = """new BroadcastChannel('portal-session')
    .postMessage(document.querySelector('dialog').dataset.sessionCheck)"""
DIALOG = """
<dialog data-session-check="/still" data-session-seconds="900" data-session-notice="120">
<div data-session-state="warning"><h2 id="session-warning">Er du her stadig?</h2>
<p>Du logges ud om 2 minutter.</p><button type="button" data-session-stay>Bliv</button></div>
<div data-session-state="ended" hidden><h2 id="session-ended">Du er logget ud</h2>
<button type="button" data-session-close>Bliv på siden</button></div>
<div data-session-state="other" hidden><h2 id="session-other">Et andet login</h2></div></dialog>"""


class Portal:
    """A page with its script, and a server that notes what it is sent."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sent: list[tuple[str, dict[str, list[str]]]] = []
        self.answers: dict[str, tuple[int, str]] = {}
        self.html = ""
        self.is_away = False
        self.login = (200, '{"token": "token"}')
        page.route(f"{HOST}/**", self._answer)

    def open(self, html: str) -> Page:
        self.html = HEAD + html
        self.page.clock.install()
        self.page.goto(f"{HOST}/")
        return self.page

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if self.is_away:
            route.abort()
        elif path == "/portal.js":
            route.fulfill(path=SCRIPT, content_type="text/javascript")
        elif path == "/still":
            status, body = self.login
            route.fulfill(status=status, body=body, content_type="application/json")
        elif route.request.method == "POST":
            self.sent.append((path, parse_qs(route.request.post_data or "")))
            status, body = self.answers.get(path, (200, "{}"))
            route.fulfill(status=status, body=body, content_type="application/json")
        else:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")


@pytest.fixture
def portal(browser: Browser) -> Iterator[Portal]:
    context = browser.new_context()
    yield Portal(context.new_page())
    context.close()


def test_what_is_written_is_saved_after_five_seconds(portal: Portal) -> None:
    portal.answers["/save"] = (200, '{"version": 5, "saved_at": "14.32"}')
    page = portal.open(WRITING)

    page.locator("textarea").press_sequentially("Hej")
    page.clock.run_for(4000)
    assert portal.sent == []
    page.clock.run_for(1500)

    expect(page.locator("[data-save-text]")).to_have_text("Gemt kl. 14.32")
    assert portal.sent == [
        ("/save", {"csrfmiddlewaretoken": ["token"], "text": ["Hej"], "autosave_version": ["5"]})
    ]


def test_leaving_a_field_saves_at_once_with_a_higher_number(portal: Portal) -> None:
    page = portal.open(WRITING)

    for text in ("a", "b"):
        page.locator("textarea").fill(text)
        page.locator("button").focus()
        expect(page.locator("[data-save-text]")).to_contain_text("Gemt")
        page.clock.run_for(100)

    assert [fields["autosave_version"] for _, fields in portal.sent] == [["5"], ["6"]]


@pytest.mark.parametrize(
    ("status", "words"),
    [(409, "Gemt et andet sted"), (401, "Logget ud"), (404, "Væk"), (500, "Afvist")],
)
def test_a_failed_save_is_said_in_words(portal: Portal, status: int, words: str) -> None:
    portal.answers["/save"] = (status, "{}")
    page = portal.open(WRITING)

    page.locator("textarea").fill("a")
    page.locator("button").focus()

    expect(page.locator("[data-save-text]")).to_have_text(words)


def test_a_failed_save_is_tried_again_but_not_after_a_conflict(portal: Portal) -> None:
    portal.answers["/save"] = (500, "{}")
    page = portal.open(WRITING)
    page.locator("textarea").fill("a")
    page.locator("button").focus()
    expect(page.locator("[data-save-text]")).to_have_text("Afvist")

    portal.answers["/save"] = (409, "{}")
    page.clock.run_for(6000)
    expect(page.locator("[data-save-text]")).to_have_text("Gemt et andet sted")
    page.clock.run_for(120_000)

    assert len(portal.sent) == 2


def test_the_page_knows_from_then_on_what_it_has_saved(portal: Portal) -> None:
    portal.answers["/save"] = (200, '{"version": 5, "fields": {"seen": "text:1", "version": "8"}}')
    known = '<input type="hidden" name="seen" value="text:0"><input type="hidden" name="version">'
    page = portal.open(WRITING.replace("<textarea", f"{known}<textarea"))
    page.locator("textarea").fill("a")
    page.locator("button").focus()
    expect(page.locator("[name=version]")).to_have_value("8")
    expect(page.locator("[name=seen]")).to_have_value("text:1")


@pytest.mark.parametrize(
    ("nothing", "said"),
    [("false", "Gemt 14.32, ikke Dato: ulæselig"), ("true", "Ikke gemt: Dato: ulæselig")],
)
def test_what_could_not_be_saved_is_named(portal: Portal, nothing: str, said: str) -> None:
    portal.answers["/save"] = (
        200,
        f'{{"version": 5, "saved_at": "14.32", "left": ["Dato: ulæselig"], "nothing": {nothing}}}',
    )
    words = 'data-left="Gemt {time}, ikke {left}" data-nothing="Ikke gemt: {left}" data-saved'
    page = portal.open(WRITING.replace("data-saved", words))
    page.locator("textarea").fill("a")
    page.locator("button").focus()
    expect(page.locator("[data-save-text]")).to_have_text(said)


@pytest.mark.parametrize("saves", [True, False])
def test_a_form_is_not_sent_into_nothing(portal: Portal, saves: bool) -> None:
    unsent = WRITING.replace("data-saved", 'data-unsent="Ikke sendt" data-saved')
    bare = (
        '<body data-unsent="Ikke sendt"><form method="post" action="/send"><textarea name="text">'
    )
    page = portal.open(unsent if saves else f"{bare}</textarea><button>Send</button></form>")
    page.wait_for_load_state("networkidle")
    portal.is_away = True
    page.locator("textarea").fill("Min tekst")
    page.locator("button").click()
    expect(page.get_by_text("Ikke sendt")).to_be_visible()
    expect(page.locator("textarea")).to_have_value("Min tekst")
    portal.is_away = False
    with page.expect_request("**/send") as sent:
        page.locator("button").click()
    assert "Min+tekst" in str(sent.value.post_data)


def test_two_presses_send_once(portal: Portal) -> None:
    page = portal.open('<form method="post" action="/send"><button>Send</button></form>')
    page.wait_for_load_state("networkidle")

    let_through = page.evaluate(
        """() => {
            const passed = [];
            window.addEventListener("submit", (event) => {
                passed.push(!event.defaultPrevented);
                event.preventDefault();
            });
            for (const _ of [1, 2, 3]) document.querySelector("form").requestSubmit();
            return passed;
        }"""
    )

    assert let_through == [True, False, False]
    expect(page.locator("button")).to_have_attribute("aria-disabled", "true")


def test_the_session_warning_comes_at_13_minutes_and_can_be_answered(portal: Portal) -> None:
    page = portal.open(DIALOG)
    dialog = page.locator("dialog")
    page.clock.run_for(12 * 60_000)
    expect(dialog).not_to_be_visible()
    page.clock.run_for(60_000)
    expect(dialog).to_contain_text("Du logges ud om 2 minutter.")

    page.get_by_role("button").click()

    expect(dialog).not_to_be_visible()
    page.clock.run_for(13 * 60_000)
    expect(dialog).to_be_visible()
    page.clock.run_for(2 * 60_000)
    expect(page.get_by_role("dialog", name="Du er logget ud")).to_be_visible()
    page.get_by_role("button", name="Bliv på siden").click()
    expect(dialog).not_to_be_visible()


@pytest.mark.parametrize(
    ("status", "name"), [(401, "Du er logget ud"), (409, "Et andet login")], ids=["ended", "other"]
)
def test_a_form_is_not_sent_without_its_own_log_in(portal: Portal, status: int, name: str) -> None:
    """The text stays; after the log-in it is sent with what a form must carry now."""
    page = portal.open(DIALOG + WRITING)
    page.wait_for_load_state("networkidle")
    portal.login = (status, "{}")
    portal.answers["/save"] = (status, "{}")
    page.locator("textarea").fill("Min tekst")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    assert [path for path, _fields in portal.sent if path == "/send"] == []

    portal.login = (200, '{"token": "another"}')
    portal.answers.clear()
    page.evaluate(TOUCHED)
    expect(page.get_by_role("dialog")).not_to_be_visible()
    with page.expect_request("**/send") as sent:
        page.get_by_role("button", name="Send").click()
    assert "Min+tekst" in str(sent.value.post_data)
    assert "csrfmiddlewaretoken=another" in str(sent.value.post_data)


def test_autosave_goes_on_after_a_log_in_in_another_window(portal: Portal) -> None:
    portal.answers["/save"] = (401, "{}")
    page = portal.open(DIALOG + WRITING)
    page.locator("textarea").fill("Min tekst")
    page.locator("textarea").blur()
    expect(page.locator("[data-save-text]")).to_have_text("Logget ud")

    portal.answers["/save"] = (200, '{"version": 6, "saved_at": "14.32"}')
    portal.login = (200, '{"token": "another"}')
    page.evaluate(TOUCHED)

    expect(page.locator("[data-save-text]")).to_have_text("Gemt kl. 14.32")
    assert portal.sent[-1][1]["csrfmiddlewaretoken"] == ["another"]


def test_a_token_changed_by_a_log_in_elsewhere_is_no_end_of_the_log_in(portal: Portal) -> None:
    portal.answers["/save"] = (403, "{}")
    portal.login = (200, '{"token": "another"}')
    page = portal.open(DIALOG + WRITING.replace("data-saved", 'data-pending="Endnu" data-saved'))
    page.locator("textarea").fill("Min tekst")
    page.locator("textarea").blur()
    expect(page.locator("form [name='csrfmiddlewaretoken']")).to_have_value("another")
    expect(page.locator("[data-save-text]")).to_have_text("Endnu")

    portal.answers["/save"] = (200, '{"version": 6, "saved_at": "14.32"}')
    page.evaluate(TOUCHED)

    expect(page.locator("[data-save-text]")).to_have_text("Gemt kl. 14.32")
    assert portal.sent[-1][1]["csrfmiddlewaretoken"] == ["another"]


def test_saved_is_said_only_while_nothing_newer_is_typed(portal: Portal) -> None:
    page = portal.open(WRITING.replace("data-saved", 'data-pending="Ikke gemt endnu" data-saved'))
    page.locator("textarea").fill("a")
    expect(page.locator("[data-save-text]")).to_have_text("Ikke gemt endnu")
    page.locator("textarea").blur()
    expect(page.locator("[data-save-text]")).to_contain_text("Gemt kl.")
    page.locator("textarea").fill("ab")
    expect(page.locator("[data-save-text]")).to_have_text("Ikke gemt endnu")


def test_keys_move_and_choose_and_can_be_switched_off(portal: Portal) -> None:
    item = (
        '<div data-key-item><input type="radio" name="{0}" data-key="1"><textarea></textarea></div>'
    )
    page = portal.open(
        f'<div data-keys="help">{item.format("a")}{item.format("b")}</div>'
        '<dialog id="help"><input type="checkbox" data-keys-toggle></dialog>'
    )

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("1")
    assert page.locator("[data-key]").evaluate_all("all => all.map(e => e.checked)") == [
        False,
        True,
    ]
    page.locator("textarea").first.press_sequentially("j1")
    expect(page.locator("textarea").first).to_have_value("j1")

    page.locator("[data-key]").first.focus()
    page.keyboard.press("?")
    page.locator("[data-keys-toggle]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    assert not page.locator("[data-key]").first.is_checked()


def test_the_receivers_view_follows_the_ticks(portal: Portal) -> None:
    page = portal.open(
        '<input type="checkbox" data-preview="a"><p id="a">Notat</p><p data-preview-empty>Intet</p>'
    )
    expect(page.get_by_text("Notat")).not_to_be_visible()
    expect(page.get_by_text("Intet")).to_be_visible()

    page.get_by_role("checkbox").check()

    expect(page.get_by_text("Notat")).to_be_visible()
    expect(page.get_by_text("Intet")).not_to_be_visible()


def test_the_error_summary_is_in_focus_and_leads_to_the_field(portal: Portal) -> None:
    page = portal.open(
        '<div data-error-summary tabindex="-1" id="s"><a href="#f">Navn</a></div><input id="f">'
    )
    expect(page.locator("#s")).to_be_focused()

    page.get_by_role("link").click()

    expect(page.locator("#f")).to_be_focused()


def test_codes_are_copied_one_to_a_line(portal: Portal) -> None:
    page = portal.open(
        "<ol id='codes'><li><code>12 34</code></li><li><code>56 78</code></li></ol>"
        "<div><button data-copy='codes' data-copied='Kopieret' hidden>Kopiér</button>"
        "<span role='status'></span></div>"
    )
    # Pages without TLS have no clipboard; the portal has.
    expect(page.locator("button")).to_be_hidden()
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied = text; }}});"
    )
    page.reload()

    page.locator("button").click()

    expect(page.get_by_role("status")).to_have_text("Kopieret")
    assert page.evaluate("window.copied") == "12 34\n56 78"
