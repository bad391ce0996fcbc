"""Addresses under /accounts/: sign-in, passwords, and what people say of themselves."""

from __future__ import annotations

from allauth.account import views as allauth
from django.urls import URLPattern, URLResolver, include, path, re_path

from accounts.views.disclosure import disclosure
from accounts.views.mail import mail, unsubscribe_by_link
from accounts.views.start import start
from accounts.views.stay import stay
from accounts.views.tokens import new_token, revoke, tokens
from accounts.views.webhooks import change, new_webhook, redeliver_one, webhooks

own = (
    [
        path("disclosure/", disclosure, name="disclosure"),
        path("mail/", mail, name="mail"),
        path("mail/off/<str:token>/", unsubscribe_by_link, name="unsubscribe"),
        path("stay/", stay, name="stay"),
        path("tokens/", tokens, name="tokens"),
        path("tokens/new/", new_token, name="new_token"),
        path("tokens/<int:pk>/revoke/", revoke, name="revoke_token"),
        path("webhooks/", webhooks, name="webhooks"),
        path("webhooks/new/", new_webhook, name="new_webhook"),
        path("webhooks/<int:pk>/", change, name="change_webhook"),
        path("webhooks/again/<uuid:uid>/", redeliver_one, name="redeliver"),
    ],
    "accounts",
)

#: Of allauth only these: nobody signs up, and an administrator sets the e-mail address. Its
#: sign-up page must exist, because allauth asks for its address; it says that it is closed.
urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("2fa/", include("allauth.mfa.urls")),
    path("signup/", allauth.signup, name="account_signup"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("start/", start, name="start"),
    path("", include(own)),
]
