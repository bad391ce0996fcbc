"""The look of the desk and its menu: what django-unfold is told."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy


def _list(title: str, icon: str, model: str) -> dict[str, Any]:
    """Return the menu's entry for a model's list, for those who may see it."""
    app, name = model.split(".")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": lambda request: request.user.has_perm(f"{app}.view_{name}"),
    }


REVIEW = [
    {"title": "Start", "icon": "home", "link": reverse_lazy("admin:index")},
    _list("Queue", "inbox", "editorial.submission"),
    _list("Publications", "menu_book", "articles.publication"),
    _list("Readers' reports", "flag", "editorial.problemreport"),
    _list("Readers' questions", "contact_support", "editorial.readerquestion"),
    _list("Citing retracted work", "link_off", "editorial.citationtask"),
    _list("Retracted references", "report", "editorial.retractedwork"),
    _list("Working copies", "edit_note", "articles.article"),
]
RULES = [
    _list("Policies", "rule", "editorial.policy"),
    _list("Checklists", "checklist", "editorial.checklist"),
    _list("Specialties", "category", "accounts.specialty"),
]
PEOPLE = [
    _list("People", "group", "accounts.user"),
    _list("Disclosures", "handshake", "accounts.disclosure"),
    _list("Board memberships", "badge", "accounts.boardmembership"),
    _list("Public pages", "badge", "articles.member"),
]


def unfold(site_name: str) -> dict[str, Any]:
    """Return the setting ``UNFOLD``."""
    return {
        "SITE_TITLE": site_name,
        "SITE_HEADER": site_name,
        "SITE_SUBHEADER": "The desk",
        "SITE_URL": "/",
        "SITE_FAVICONS": [
            {
                "rel": "icon",
                "type": "image/svg+xml",
                "href": lambda _request: static("icons/favicon.svg"),
            }
        ],
        "SHOW_HISTORY": False,
        "SHOW_VIEW_ON_SITE": False,
        "DASHBOARD_CALLBACK": "editorial.admin.start.start_page",
        "STYLES": [lambda _request: static("desk.css")],
        "COLORS": {
            "primary": {
                "50": "#eef6f5",
                "100": "#d5e9e7",
                "200": "#aed4d1",
                "300": "#7fb8b4",
                "400": "#4f9792",
                "500": "#317a76",
                "600": "#1f625f",
                "700": "#1a4f4d",
                "800": "#17403f",
                "900": "#143534",
                "950": "#0a1f1f",
            },
        },
        "SIDEBAR": {
            "show_search": False,
            "show_all_applications": False,
            "navigation": [
                {"title": "Review", "items": REVIEW},
                {"title": "Rules", "items": RULES},
                {"title": "People", "items": PEOPLE},
            ],
        },
    }
