"""Keep the finished pages that the front sends, in step with what they show.

Every service that publishes, ends a publication or issues a notice calls ``refresh_pages`` as its
last step, in its own transaction: readers get the old page until the commit and the new one from
it on. The pages are what Django's own views answer, so that both ways give the same bytes. Nothing
here touches a publication or a digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404
from django.urls import resolve, reverse
from django.utils import timezone, translation
from django.utils.http import http_date, parse_http_date

from articles.caching import body_tag
from articles.compression import CODINGS, compressed
from articles.days import as_of
from articles.models import Notice, Publication, RenderedPage
from articles.page_version import page_version
from articles.sections import section_of, sections
from articles.services.indexing import index_article

#: From when a page holds that does not wait for a day.
ALWAYS = date(2000, 1, 1)
#: The key of PostgreSQL's advisory lock on the pages of the site as a whole.
SITE_LOCK = 7_314_206

COLUMNS = ["slug", "version", "content_type", "etag", "last_modified", "identity", *CODINGS]


@dataclass(frozen=True)
class Answer:
    """What a view answers at an address from a day on."""

    path: str
    since: date
    content_type: str
    body: bytes


def refresh_pages(slug: str) -> None:
    """Make all pages of an article anew, those of the site that name it, and its search entry.

    The caller holds the lock of the article.
    """
    index_article(slug)
    render_article(slug)
    article_id = Publication.objects.filter(slug=slug).values_list("article_id", flat=True)[0]
    render_site([section_of(article_id)])


def render_article(slug: str) -> None:
    """Make the article's pages, versions and notices."""
    _keep(slug, article_answers(slug), RenderedPage.objects.filter(slug=slug))


def article_answers(slug: str) -> list[Answer]:
    """Return what Django's views answer at all addresses of the article."""
    days = [ALWAYS]
    live = Publication.objects.live().filter(slug=slug)
    for due in live.values_list("next_review_due", flat=True):
        days.append(due + timedelta(days=1))
    return [answer for path in _addresses(slug) for answer in _answers(path, days)]


def render_site(numbers: Sequence[int] | None = None) -> None:
    """Make the feed, the site map and those of its sections, or all of them."""
    if connection.vendor == "postgresql":
        # Two articles may be published at once, and both write these pages: the second must see
        # what the first has committed. SQLite has one writer at a time anyway.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SITE_LOCK])
    # The index of the sections quotes their dates, so they are kept first.
    for paths in (_site_addresses(numbers), [reverse("reader:sitemap")]):
        answers = [answer for path in paths for answer in _answers(path, [ALWAYS])]
        _keep("", answers, RenderedPage.objects.filter(path__in=paths))


def site_answers() -> list[Answer]:
    """Return what Django's views answer at the addresses of the site that are kept."""
    paths = [*_site_addresses(None), reverse("reader:sitemap")]
    return [answer for path in paths for answer in _answers(path, [ALWAYS])]


def stale_slugs() -> list[str]:
    """Return the articles of which a page is missing or was made by other templates."""
    public = set(Publication.objects.order_by().values_list("slug", flat=True).distinct())
    pages = RenderedPage.objects.exclude(slug="").order_by()
    there = set(pages.values_list("slug", flat=True).distinct())
    old = pages.exclude(version=page_version()).values_list("slug", flat=True).distinct()
    return sorted((public - there) | set(old))


def is_site_stale() -> bool:
    """Tell whether a page of the site is missing or was made by other templates."""
    pages = RenderedPage.objects.filter(slug="")
    there = pages.filter(path=reverse("reader:sitemap"), version=page_version()).exists()
    return not there or pages.exclude(version=page_version()).exists()


def _site_addresses(numbers: Sequence[int] | None) -> list[str]:
    """Return the addresses of the feed and of sections of the site map, or of all of them."""
    in_use = sections()
    paths = [reverse("reader:feed"), reverse("reader:robots")]
    if len(in_use) > 1:
        wanted = in_use if numbers is None else [n for n in in_use if n in numbers]
        paths += [reverse("reader:sitemap_section", args=[n]) for n in (0, *wanted)]
    return paths


def _addresses(slug: str) -> list[str]:
    """Return the addresses at which something of the article is, or was, to be read."""
    numbers = Publication.objects.filter(slug=slug).values_list("number", flat=True).distinct()
    notices = Notice.objects.filter(publication__slug=slug).values_list("pk", flat=True)
    return [
        reverse("reader:article", args=[slug]),
        reverse("reader:plain", args=[slug]),
        *(reverse("reader:version", args=[slug, number]) for number in numbers.order_by("number")),
        *(reverse("reader:notice", args=[pk]) for pk in notices.order_by("pk")),
    ]


def _answers(path: str, days: Sequence[date]) -> Iterator[Answer]:
    """Ask the view for the page on each day, and yield those that differ from the one before."""
    before = None
    for day, until in zip(days, [*days[1:], None], strict=True):
        # The first page holds up to the day before the second; that is the day to see it on.
        on = until - timedelta(days=1) if until else max(day, timezone.now().date())
        answer = _answer(path, day, on)
        if answer and (before is None or answer.body != before.body):
            yield answer
        before = answer


def _answer(path: str, since: date, on: date) -> Answer | None:
    """Return what the view answers to a stranger, or None where there is no page."""
    site = urlsplit(settings.SITE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "HTTP_HOST": site.netloc,
            "SERVER_NAME": site.hostname or "",
            "SERVER_PORT": str(site.port or 443),
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    request.resolver_match = match = resolve(path)
    # Whoever signs may have chosen a zone or a language; readers' pages know neither.
    with as_of(on), timezone.override(None), translation.override(settings.LANGUAGE_CODE):
        try:
            response = match.func(request, *match.args, **match.kwargs)
        except Http404:
            return None
    if response.status_code != 200:
        raise RuntimeError(f"{path} answers {response.status_code}: it can't be kept")
    return Answer(path, since, response["Content-Type"], response.content)


def _keep(slug: str, answers: Sequence[Answer], kept: QuerySet[RenderedPage]) -> None:
    """Write the answers, and remove what else was kept."""
    before = {
        (path, since): (tag, modified)
        for path, since, tag, modified in kept.values_list("path", "since", "etag", "last_modified")
    }
    pages = [_page(slug, answer, before.get((answer.path, answer.since))) for answer in answers]
    RenderedPage.objects.bulk_create(
        pages, update_conflicts=True, unique_fields=["path", "since"], update_fields=COLUMNS
    )
    gone = before.keys() - {(page.path, page.since) for page in pages}
    for path, since in gone:
        RenderedPage.objects.filter(path=path, since=since).delete()


def _page(slug: str, answer: Answer, before: tuple[str, str] | None) -> RenderedPage:
    tag = body_tag(answer.body)
    return RenderedPage(
        path=answer.path,
        since=answer.since,
        slug=slug,
        version=page_version(),
        content_type=answer.content_type,
        etag=tag,
        last_modified=_last_modified(tag, answer.since, before),
        identity=answer.body,
        **compressed(answer.body),
    )


def _last_modified(tag: str, since: date, before: tuple[str, str] | None) -> str:
    """Return when the bytes became what they are, in HTTP's whole seconds.

    Two changes within a second get two dates, or a cache that only asks by date would miss the
    second one.
    """
    now = max(int(timezone.now().timestamp()), _midnight(since))
    if before is None:
        return http_date(now)
    tag_before, date_before = before
    return (
        date_before if tag == tag_before else http_date(max(now, parse_http_date(date_before) + 1))
    )


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp())
