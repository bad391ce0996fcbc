"""The writing screen in a browser: live panes, toolbar, autosave, paste, two tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from editorial import services
from tests.editorial.authoring.browsing import SAVED, sign_in
from tests.factories import Cast, assemble, draft

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style>
</head><body><!--StartFragment--><h2>Doses</h2>
<p class=MsoNormal style='mso-margin-top-alt:auto'>Give <b>10 mg</b> daily<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>
·<span>&nbsp;&nbsp;</span></span>Check the eGFR</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>
o<span>&nbsp;</span></span>Above 20: start</p>
<table><tr><td>Drug</td><td>Dose</td></tr><tr><td>Examplegliflozin</td><td>10 mg</td></tr></table>
<p class=MsoNormal><a href="https://example.org/guide">The guideline</a></p>
<!--EndFragment--></body></html>"""

PASTE = """([field, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "plain");
  document.querySelector(field).dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""

#: Resolves once this browser keeps the words.
KEPT = """words => new Promise(done => {
  const look = () => JSON.stringify(localStorage).includes(words) ? done() : setTimeout(look, 20);
  look();
})"""

SOON = 20_000


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return assemble()


@pytest.fixture
def article(people: Cast) -> Article:
    return draft(people)


@pytest.fixture
def editor(people: Cast, article: Article, live_server: Any, page: Page) -> Page:
    """The writing screen of the article, opened by its author."""
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:edit", args=[article.slug]))
    return page


def saved_text(article: Article) -> str:
    return Article.objects.get(pk=article.pk).clinician_text


@pytest.mark.parametrize("width", [390, 1280])
def test_typing_is_previewed_and_saved(
    editor: Page, article: Article, axe: Callable[[Page], None], width: int
) -> None:
    editor.set_viewport_size({"width": width, "height": 900})
    editor.fill("#id_clinician_text", "## Fresh words\n\nOne tablet a day.[1]")
    fresh = editor.locator("[data-pane=clinician] h2", has_text="Fresh words")
    expect(fresh).to_be_visible(timeout=SOON)
    expect(editor.locator(".word-count").first).to_have_text("6 words")
    expect(editor.locator("[data-save-status]")).to_have_text(re.compile("Saved at"), timeout=SOON)
    assert saved_text(article) == "## Fresh words\n\nOne tablet a day.[1]"
    editor.get_by_text("Outline", exact=True).click()
    editor.get_by_role("button", name="Fresh words").click()
    expect(editor.locator("#id_clinician_text")).to_be_focused()
    for pane in ("Plain language", "References", "Checks", "Outline"):
        editor.get_by_text(pane, exact=True).first.click()
        axe(editor)
    assert editor.evaluate("document.documentElement.scrollWidth") <= width
    # All is saved: the page may be left without a question, and keeps nothing in the browser.
    assert editor.evaluate("localStorage.length") == 0
    editor.reload()
    expect(editor.locator(".draft-offer")).to_have_count(0)


def test_toolbar_and_keys_can_be_undone(editor: Page) -> None:
    field = editor.locator("#id_clinician_text")
    field.fill("One\nTwo")
    field.press("Control+a")
    editor.get_by_role("toolbar").first.get_by_role("button", name="Bullets").click()
    expect(field).to_have_value("- One\n- Two")
    field.press("Control+z")
    expect(field).to_have_value("One\nTwo")
    field.press("Control+a")
    field.press("Control+b")
    expect(field).to_have_value("**One\nTwo**")
    # The toolbar is one stop of the Tab key; arrows move in it.
    field.press("Shift+Tab")
    editor.keyboard.press("ArrowRight")
    expect(editor.get_by_role("button", name="Subheading").first).to_be_focused()


def test_paste_from_word_keeps_structure_alone(editor: Page) -> None:
    field = editor.locator("#id_clinician_text")
    field.fill("")
    editor.evaluate(PASTE, ["#id_clinician_text", WORD])
    expect(field).to_have_value(
        "## Doses\n\nGive 10 mg daily\n\n- Check the eGFR\n  - Above 20: start\n\n"
        "| Drug | Dose |\n| --- | --- |\n| Examplegliflozin | 10 mg |\n\n"
        "[The guideline](https://example.org/guide)",
        timeout=SOON,
    )
    field.press("Control+z")
    expect(field).to_have_value("")


def test_a_block_pasted_behind_words_stands_alone_and_words_do_not(editor: Page) -> None:
    """With the keys, as a person does: the caret is where the words are."""
    editor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field = editor.locator("#id_clinician_text")
    pasted = (
        ("<h2>Doses</h2>", "First.|Last.", "First.\n\n## Doses\n\nLast."),
        ("<ul><li>A</li><li>B</li></ul>", "First.\n|", "First.\n\n- A\n- B"),
        ("<p>One</p><ol><li>A</li></ol>", "First. |\n\nLast.", "First. One\n\n1. A\n\nLast."),
        ("<p>few</p>", "In a |\u00a0words.", "In a few\u00a0words."),
        ("<p># 1 of all<sup>2</sup></p>", "Yes. |", "Yes. \\# 1 of all²"),
    )
    for html, text, expected in pasted:
        before, _, after = text.partition("|")
        editor.evaluate(
            """html => navigator.clipboard.write([new ClipboardItem({
                 "text/html": new Blob([html], { type: "text/html" }),
                 "text/plain": new Blob(["plain"], { type: "text/plain" }) })])""",
            html,
        )
        field.fill(before + after)
        field.evaluate("(field, at) => field.setSelectionRange(at, at)", len(before))
        field.press("Control+v")
        expect(field).to_have_value(expected, timeout=SOON)
    note = "Raised numbers stay text and cite nothing (1): for a citation write [2]."
    expect(editor.locator(".paste-notes")).to_have_text(note)


def test_co_author_in_between_stops_autosave_and_both_are_compared(
    editor: Page, people: Cast, article: Article, axe: Callable[[Page], None]
) -> None:
    services.save_article(
        acting_user=people.coauthor, article=article, changes={"clinician_text": "Their words."}
    )
    editor.fill("#id_clinician_text", "My words.")
    compare = editor.get_by_role("button", name="Compare both texts")
    expect(compare).to_be_visible(timeout=SOON)
    axe(editor)
    assert saved_text(article) == "Their words."
    compare.click()
    expect(editor.get_by_role("alert")).to_contain_text("saved this article while you were writing")
    expect(editor.locator(".difference-text ins").first).to_contain_text("My")
    expect(editor.locator(".difference-text del").first).to_contain_text("Their")
    expect(editor.locator("#id_clinician_text")).to_have_value("My words.")
    axe(editor)
    assert saved_text(article) == "Their words."
    editor.check("#id_on_top")
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_text(SAVED)).to_be_visible()
    assert saved_text(article) == "My words."
    assert article.history.filter(clinician_text="Their words.").exists()


def test_closed_laptop_loses_nothing(
    editor: Page, article: Article, axe: Callable[[Page], None]
) -> None:
    editor.context.set_offline(True)
    editor.fill("#id_clinician_text", "Written on a train.")
    editor.get_by_text("A new reference").first.click()
    editor.fill("#id_references-2-title", "A source from memory")
    expect(editor.locator("[data-save-status]")).to_contain_text(
        "kept in this browser", timeout=SOON
    )
    url = editor.url
    again = editor.context.new_page()
    editor.close(run_before_unload=False)
    again.context.set_offline(False)
    again.goto(url)
    expect(again.locator(".draft-offer")).to_be_visible()
    axe(again)
    again.get_by_role("button", name="Show it in the form").click()
    expect(again.locator("#id_clinician_text")).to_have_value("Written on a train.")
    expect(again.locator("#id_references-2-title")).to_have_value("A source from memory")
    again.get_by_role("button", name="Save").click()
    expect(again.get_by_text(SAVED)).to_be_visible()
    assert saved_text(article) == "Written on a train."
    expect(again.locator(".draft-offer")).to_have_count(0)


@pytest.mark.parametrize("choice", ["Show it in the form", "Throw it away"])
def test_a_tab_closed_before_it_saved_gives_its_text_to_the_next(
    editor: Page, article: Article, choice: str
) -> None:
    before, url = saved_text(article), editor.url
    # A tab that closes tries to save once more; here that does not get through either.
    editor.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('gone')); }")
    editor.fill("#id_clinician_text", "Typed in haste.")
    editor.evaluate(KEPT, "Typed in haste.")
    again = editor.context.new_page()
    editor.close(run_before_unload=False)
    again.goto(url)
    expect(again.locator(".draft-offer")).to_contain_text("Nothing of it is lost.")
    # To be offered something changes nothing yet, in the form or at the server.
    expect(again.locator("#id_clinician_text")).to_have_value(before)
    again.get_by_role("button", name=choice).click()
    if choice == "Show it in the form":
        expect(again.locator("#id_clinician_text")).to_have_value("Typed in haste.")
        assert saved_text(article) == before
        again.get_by_role("button", name="Save", exact=True).click()
        expect(again.get_by_text(SAVED)).to_be_visible()
        before = "Typed in haste."
    expect(again.locator(".draft-offer")).to_have_count(0)
    assert again.evaluate("localStorage.length") == 0
    again.goto(url)
    expect(again.locator("#id_clinician_text")).to_have_value(before)
    expect(again.locator(".draft-offer")).to_have_count(0)
    assert saved_text(article) == before


def test_signed_out_person_is_told_and_goes_on_once_signed_in_again(
    editor: Page, people: Cast, article: Article, live_server: Any
) -> None:
    editor.context.clear_cookies(name="sessionid")
    editor.fill("#id_clinician_text", "Typed too late.")
    expect(editor.locator("[data-save-status]")).to_contain_text("You are signed out", timeout=SOON)
    assert "Typed too late." in editor.evaluate("JSON.stringify(localStorage)")
    other = editor.context.new_page()
    sign_in(other, live_server.url, people.author)
    editor.fill("#id_clinician_text", "Typed in time.")
    expect(editor.locator("[data-save-status]")).to_contain_text("Saved at", timeout=SOON)
    assert saved_text(article) == "Typed in time."


def test_page_of_an_earlier_session_is_sent_again_without_javascript(
    people: Cast, article: Article, live_server: Any, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, other = context.new_page(), context.new_page()
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:edit", args=[article.slug]))
    page.fill("#id_clinician_text", "Typed meanwhile.")
    context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("You were signed out before this was sent.")).to_be_visible()
    sign_in(other, live_server.url, people.author)
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("You signed in again after this page was opened")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert saved_text(article) == "Typed meanwhile."
    context.close()


def test_a_pasted_list_that_was_saved_is_not_offered_again(editor: Page) -> None:
    editor.locator("#id_title").fill("Another title")
    editor.get_by_text("Paste a list of references").click()
    editor.locator("#id_csl_json").fill(
        "1. Ito A. When to start a tablet. Journal of Examples. 2024;12(3):1-9."
    )
    editor.get_by_role("button", name="Save", exact=True).first.click()
    expect(editor.get_by_text(SAVED)).to_be_visible()
    expect(editor.get_by_text("When to start a tablet").first).to_be_attached()
    expect(editor.locator(".draft-offer")).to_have_count(0)
