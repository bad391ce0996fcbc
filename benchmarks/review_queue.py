"""The desk's queue with many open submissions: `python -m benchmarks.review_queue COUNT`.

Fills a database of its own, in a folder that is thrown away, and asks for the queue as an editor
and as a member. Printed are the queries of one request, and the best and the middle time that the
processor spent on it, SQLite's work included, in milliseconds: Django's test client calls the
application without a network, and what else the machine does is not counted.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

REPEATS = 15
BATCH = 500


def main(count: int) -> None:
    """Fill, ask and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/queue.sqlite3"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.config.settings")
        import django

        django.setup()
        fill(count)
        for email in ("editor@demo.test", "oncologist@demo.test"):
            for query in ("", "?awaiting=me", "?q=kidney", "?o=-6"):
                ask(email, query)


def fill(count: int) -> None:
    """Load the demo and copy one open submission, with its article and reviewers, so many times."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from accounts import guards
    from editorial.models import Submission

    call_command("migrate", verbosity=0)
    call_command("seed", stdout=sys.stderr)
    model = Submission.objects.filter(assignments__state="accepted").open().first()
    assert model is not None
    guards.lift(connection)
    for first in range(0, count, BATCH):
        with transaction.atomic():
            copy(model, range(first, min(first + BATCH, count)))
    guards.install(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{Submission.objects.open().count()} open submissions")


def copy(model: object, numbers: Sequence[int]) -> None:
    """Copy the submission once for each number."""
    from accounts.models import User
    from articles.models import Article, Authorship, Revision
    from editorial.models import Assignment, Submission

    def plain(row: object, *without: str) -> dict[str, object]:
        left_out = {"id", *without}
        fields = row._meta.concrete_fields  # type: ignore[attr-defined]
        return {f.attname: getattr(row, f.attname) for f in fields if f.name not in left_out}

    article, revision = model.article, model.revision  # type: ignore[attr-defined]
    members = list(User.objects.filter(groups__name="board"))
    articles = Article.objects.bulk_create(
        Article(**plain(article, "uid", "slug"), slug=f"queued-{number}") for number in numbers
    )
    revisions = Revision.objects.bulk_create(
        Revision(**plain(revision) | {"article_id": each.pk}) for each in articles
    )
    Authorship.objects.bulk_create(
        Authorship(article=each, user=author, position=place)
        for each in articles
        for place, author in enumerate(article.ordered_authors, start=1)
    )
    submissions = Submission.objects.bulk_create(
        Submission(
            **plain(model, "uid")
            | {"article_id": each.article_id, "revision_id": each.pk, "previous_id": None}
        )
        for each in revisions
    )
    assignment = model.assignments.first()  # type: ignore[attr-defined]
    Assignment.objects.bulk_create(
        Assignment(
            **plain(assignment)
            | {"submission_id": each.pk, "member_id": members[(each.pk + n) % len(members)].pk}
        )
        for each in submissions
        for n in (0, 1)
    )


def ask(email: str, query: str) -> None:
    """Ask for the queue as somebody, and print what it cost."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from accounts.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=email))
    address = reverse("admin:editorial_submission_changelist") + query
    queries: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}")
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        client.get(address)
        times.append(1000 * (time.process_time() - started))
    print(
        f"{email:24} {query or '(open)':16} {len(queries):3} queries,"
        f" best {min(times):.0f} ms, median {median(times):.0f} ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
