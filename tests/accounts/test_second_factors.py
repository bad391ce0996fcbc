"""The pages under /accounts/2fa/ and the second step of signing in, through HTTP."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from accounts.enums import SecurityAction
from accounts.models import Attempt, SecurityEvent, User
from accounts.services.factors import code_at
from tests.factories import PASSWORD, Cast

LOGIN = "/accounts/login/"
OTHER_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def now_code(secret: str, steps: int = 0) -> str:
    return code_at(secret, int(time.time()) // 30 + steps)


def log_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": password})


def own_factor(user: User) -> str:
    """Give the person a factor that is not the demo's public one."""
    from accounts.secrets import encrypt

    Authenticator.objects.filter(user=user).delete()
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(OTHER_SECRET)}
    )
    return OTHER_SECRET


def enrolled(client: Client, user: User) -> str:
    """Set up an app on the pages, and return its secret."""
    log_in(client, user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert found is not None
    client.post("/accounts/2fa/totp/activate/", {"code": now_code(found[1])})
    return found[1]


def test_setting_up_an_app_asks_for_the_password_first(cast: Cast, client: Client) -> None:
    log_in(client, cast.editor)
    answer = client.get("/accounts/2fa/totp/activate/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (
        302,
        "/accounts/reauthenticate/",
    )


def test_an_app_is_set_up_and_its_owner_told(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enrolled(client, cast.editor)
    kinds = set(Authenticator.objects.filter(user=cast.editor).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert SecurityEvent.objects.filter(
        user=cast.editor, action=SecurityAction.FACTOR_ADDED
    ).exists()
    assert [cast.editor.email] in [message.to for message in mail.outbox]


def test_secrets_are_nowhere_in_the_clear(cast: Cast, client: Client) -> None:
    """Neither in the row, nor in the session in which a new one waits."""
    log_in(client, cast.editor)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert secret is not None
    kept = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert "mfa.totp.secret" in kept
    assert secret[1] not in kept
    client.post("/accounts/2fa/totp/activate/", {"code": now_code(secret[1])})
    rows = str(list(Authenticator.objects.filter(user=cast.editor).values("data")))
    assert "gAAAA" in rows  # sealed by Fernet
    assert secret[1] not in rows


def test_recovery_codes_are_shown_once(cast: Cast, client: Client) -> None:
    enrolled(client, cast.editor)
    codes = re.compile(r"<code>\d{8}</code>")
    assert len(codes.findall(client.get("/accounts/2fa/recovery-codes/").content.decode())) == 10
    assert not codes.findall(client.get("/accounts/2fa/recovery-codes/").content.decode())


def test_every_link_of_the_start_page_leads_somewhere(cast: Cast, client: Client) -> None:
    """Also for a factor that came without recovery codes."""
    log_in(client, cast.board_one)
    page = client.get("/accounts/2fa/").content.decode()
    links = set(re.findall(r'href="(/accounts/2fa/[^"]+)"', page))
    assert links
    for link in links:
        assert client.get(link).status_code in (200, 302), link
    assert "/accounts/2fa/recovery-codes/" not in links


def test_a_passkey_in_the_list_can_be_removed(cast: Cast, client: Client) -> None:
    secret = own_factor(cast.board_one)
    key = Authenticator.objects.create(
        user=cast.board_one,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Blue <key>", "credential": {}},
    )
    log_in(client, cast.board_one)
    client.post("/accounts/2fa/authenticate/", {"code": now_code(secret)})
    client.post("/accounts/2fa/reauthenticate/", {"code": now_code(secret, 1)})
    page = client.get("/accounts/2fa/webauthn/").content.decode()
    address = f"/accounts/2fa/webauthn/keys/{key.pk}/remove/"
    assert f'href="{address}">remove<span class="visually-hidden"> Blue &lt;key&gt;<' in page
    assert f'href="/accounts/2fa/webauthn/keys/{key.pk}/edit/">rename<' in page
    assert "Remove the passkey" in client.get(address).content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()
    answer = client.post(address)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/webauthn/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert "Blue" not in client.get("/accounts/2fa/webauthn/").content.decode().split("<ul>")[-1]


def test_signing_in_takes_the_second_step(cast: Cast, client: Client) -> None:
    secret = own_factor(cast.board_one)
    answer = log_in(client, cast.board_one)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get(answer["Location"]).status_code == 200
    assert client.post(answer["Location"], {"code": now_code(secret)}).status_code == 302
    assert client.session["own_sign_in"]["user"] == str(cast.board_one.uid)


def test_the_demos_public_factor_is_not_asked_for_at_sign_in(cast: Cast, client: Client) -> None:
    assert log_in(client, cast.board_one)["Location"] == "/accounts/start/"


def test_adding_a_passkey_in_the_demo_shows_the_code_that_it_asks_for(
    cast: Cast, client: Client, settings: Any
) -> None:
    log_in(client, cast.board_one)
    page = client.get("/accounts/2fa/webauthn/add/", follow=True).content.decode()
    (code,) = re.findall(r"In the demo the code is (\d{6})", page)
    client.post("/accounts/2fa/reauthenticate/", {"code": code})
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200

    own_factor(cast.board_two)
    settings.DEMO = False
    for person in (cast.board_one, cast.board_two):
        stranger = Client()
        log_in(stranger, person)
        page = stranger.get("/accounts/2fa/authenticate/").content.decode()
        assert "From your authenticator app" in page
        assert "In the demo the code is" not in page


def test_a_code_is_not_taken_twice_at_sign_in(cast: Cast, client: Client) -> None:
    secret = own_factor(cast.board_one)
    code = now_code(secret)
    log_in(client, cast.board_one)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    other = Client()
    log_in(other, cast.board_one)
    answer = other.post("/accounts/2fa/authenticate/", {"code": code})
    assert b"used already" in answer.content
    assert "_auth_user_id" not in other.session


def test_a_recovery_code_signs_in_once(cast: Cast, client: Client) -> None:
    enrolled(client, cast.editor)
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    code = re.findall(r"<code>(\d{8})</code>", page)[0]
    for expected in (302, 200):
        other = Client()
        log_in(other, cast.editor)
        answer = other.post("/accounts/2fa/authenticate/", {"code": code})
        assert answer.status_code == expected


def test_who_has_a_factor_needs_it_to_change_factors(cast: Cast, client: Client) -> None:
    """With the password alone, a thief of a session would add a factor of their own."""
    secret = enrolled(client, cast.editor)
    other = Client()
    log_in(other, cast.editor)
    other.post("/accounts/2fa/authenticate/", {"code": now_code(secret, 1)})
    for address in ("/accounts/2fa/webauthn/add/", "/accounts/2fa/totp/deactivate/"):
        answer = other.get(address)
        assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")
    refused = other.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert refused["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert other.get("/accounts/2fa/webauthn/add/").status_code == 302


@pytest.mark.parametrize("answer", ["", "{}", "[]", '"x"', '{"id": "x", "response": {}}', "no"])
def test_a_hostile_passkey_answer_is_refused_and_counted(
    cast: Cast, client: Client, answer: str
) -> None:
    own_factor(cast.board_one)
    log_in(client, cast.board_one)
    before = Attempt.objects.filter(failed=True).count()
    response = client.post("/accounts/2fa/authenticate/", {"credential": answer})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    counted = Attempt.objects.filter(failed=True).count() - before
    assert counted == (0 if answer in ("", "no", "{}", "[]") else 1)


def test_no_administrator_sees_or_deletes_factors_in_the_admin(cast: Cast, client: Client) -> None:
    cast.admin.is_superuser = True
    cast.admin.save(update_fields=["is_superuser"])
    client.force_login(cast.admin)
    assert client.get("/admin/mfa/authenticator/").status_code == 404
