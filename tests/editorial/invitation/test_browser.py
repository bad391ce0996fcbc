from __future__ import annotations

import pytest
from django.urls import reverse

from editorial.enums import AssignmentState
from editorial.invitations import token_for
from tests.factories import assign, submitted


@pytest.fixture
def invited(cast, live_server):
    return assign(cast, submitted(cast), cast.board_one)


@pytest.fixture
def address(invited, live_server):
    return live_server.url + reverse("invitation:answer", args=[token_for(invited)])


@pytest.mark.parametrize("width", [390, 1280])
def test_invitation_page(page, address, axe, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Send your answer").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    axe(page)


def test_invitation_answered_by_keyboard_alone(page, address, axe, invited):
    page.goto(address)

    page.get_by_label("I agree to review").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Thank you for agreeing").wait_for()
    axe(page)
    invited.refresh_from_db()
    assert invited.state == AssignmentState.ACCEPTED
    page.goto(address)
    page.get_by_role("heading", name="This link no longer works").wait_for()
    axe(page)
