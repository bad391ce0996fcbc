"""The addresses that search engines should know, and when each changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Case, IntegerField, Max, Value, When
from django.urls import reverse
from django.utils.http import parse_http_date

from articles.enums import ENDING_NOTICES, PublicationStatus
from articles.models.member import Member
from articles.models.page import RenderedPage
from articles.models.publication import Publication
from articles.reader.specialties import specialty_names
from articles.sections import SECTION, sections

#: Pages of the site that are worth finding, apart from articles.
SITE_PAGES = (
    *("reader:home", "reader:list", "reader:specialties", "reader:board"),
    "reader:editorial_policy",
)


@dataclass(frozen=True)
class Place:
    """A line of a site map; ``changed`` is None where that is not known."""

    address: str
    changed: datetime | None = None


def index() -> list[Place]:
    """Return the sections, or nothing while one map holds everything."""
    numbers = sections()
    if len(numbers) < 2:
        return []
    paths = [reverse("reader:sitemap_section", args=[number]) for number in (0, *numbers)]
    pages = RenderedPage.objects.filter(path__in=paths)
    dates = dict(pages.values_list("path", "last_modified"))
    return [Place(settings.SITE_URL + path, _moment(dates.get(path))) for path in paths]


def site_places() -> list[Place]:
    """Return the pages of the site itself, of the specialties and of the board's members.

    A list changed when a text came into it or ended. A member's page is brought up to date with
    each text that they sign.
    """
    came = dict(_newest_of_specialties())
    ended, taken = _ended("specialty_slug"), _ended("members__uid")
    changed = {slug: max(at, ended.get(slug, at)) for slug, at in came.items()}
    every = max([*came.values(), *ended.values()], default=None)
    lists = dict.fromkeys(("reader:home", "reader:list", "reader:specialties"), every)
    signed = Member.objects.filter(publications__isnull=False).order_by("pk").distinct()
    return [
        *(_place(lists.get(name), name) for name in SITE_PAGES),
        *(_place(changed[slug], "reader:specialty", slug) for slug in specialty_names()),
        *(
            _place(max(as_of, taken.get(uid, as_of)), "reader:member", uid)
            for uid, as_of in signed.values_list("uid", "as_of")
        ),
    ]


def _place(changed: datetime | None, name: str, *arguments: Any) -> Place:
    return Place(settings.SITE_URL + reverse(name, args=arguments), changed)


def _newest_of_specialties() -> list[tuple[str, datetime]]:
    """Return when something last came out in each specialty: read from an index alone."""
    lines = Publication.objects.live().order_by().values("specialty_slug")
    return list(lines.annotate(at=Max("published_at")).values_list("specialty_slug", "at"))


def _ended(by: str) -> dict[Any, datetime]:
    """Return when a text of each specialty or member last ended, as its notice says."""
    ending = Publication.objects.filter(notices__kind__in=ENDING_NOTICES).order_by().values(by)
    return dict(ending.annotate(at=Max("notices__issued_at")).values_list(by, "at"))


def places(number: int | None = None) -> list[Place]:
    """Return the addresses of the articles in a section, or of all articles.

    A retracted article keeps its place: that it was retracted is what should be found.
    """
    public = Publication.objects.exclude(status=PublicationStatus.SUPERSEDED).order_by()
    if number is not None:
        first = (number - 1) * SECTION + 1
        public = public.filter(article_id__gte=first, article_id__lt=first + SECTION)
    plain = Case(When(plain_html="", then=Value(0)), default=Value(1), output_field=IntegerField())
    lines = public.values("slug").annotate(
        published=Max("published_at"),
        ended=Max("ended_at"),
        noticed=Max("notices__issued_at"),
        plain=Max(plain),
    )
    found = []
    for line in lines.order_by("slug"):
        moments = (line["published"], line["ended"], line["noticed"])
        changed = max(moment for moment in moments if moment)
        names = ["reader:article", "reader:plain"] if line["plain"] else ["reader:article"]
        found += [
            Place(settings.SITE_URL + reverse(name, args=[line["slug"]]), changed) for name in names
        ]
    notices = public_notices(number)
    return found + [
        Place(settings.SITE_URL + reverse("reader:notice", args=[pk]), at) for pk, at in notices
    ]


def public_notices(number: int | None) -> list[tuple[int, datetime]]:
    """Return the notices about articles of a section, or about all, each with its moment."""
    concerned = Publication.objects.filter(notices__isnull=False)
    if number is not None:
        first = (number - 1) * SECTION + 1
        concerned = concerned.filter(article_id__gte=first, article_id__lt=first + SECTION)
    return list(concerned.order_by("notices__pk").values_list("notices__pk", "notices__issued_at"))


def as_xml(root: str, tag: str, lines: Iterable[Place]) -> bytes:
    """Return the document. By hand: a template takes ten times as long for thousands of lines.

    Addresses are made of our own names and of slugs, so that nothing in them needs escaping.
    """
    parts = [f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for place in lines:
        changed = place.changed
        when = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        parts.append(f"<{tag}><loc>{place.address}</loc>{when}</{tag}>")
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([declaration, *parts, f"</{root}>", ""]).encode()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromtimestamp(parse_http_date(text), UTC) if text else None
