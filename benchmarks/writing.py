"""An autosave and a preview of a long article: `python -m benchmarks.writing [WORDS] [REFERENCES]`.

In a database of its own, in a folder that is thrown away. Printed are the queries of one request,
and the best, the middle and the 95th of a hundred of the time that the processor spent on it,
SQLite's work included, in milliseconds, caches warm: each request has another text, as while
somebody types, and the same references. What else the machine does is not counted.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

REPEATS = 40
CODING = "application/x-www-form-urlencoded"
SENTENCE = "Start an SGLT2 inhibitor in adults with diabetic kidney disease and check the eGFR."


def main(words: int, references: int) -> None:
    """Fill, ask and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DEMO": "1", "DATABASE_URL": f"sqlite:///{folder}/writing.sqlite3"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.config.settings")
        import_module("editorial.config.wsgi")  # as a server loads it
        from django.core.management import call_command
        from django.test import Client
        from django.test.utils import setup_test_environment, teardown_test_environment
        from django.urls import reverse

        from accounts.models import Specialty, User
        from editorial import services

        call_command("migrate", verbosity=0)
        call_command("seed", stdout=sys.stderr)
        author = User.objects.get(email="author@demo.test")
        article = services.create_article(
            acting_user=author,
            changes={
                "title": "A long article",
                "question": "How long may it be?",
                "specialty": Specialty.objects.first(),
                "clinician_text": text_of(words, references, 0),
                "references": [reference(number) for number in range(1, references + 1)],
            },
        )
        client = Client(headers={"host": "localhost"})
        client.force_login(author)
        setup_test_environment()  # without it a page's context is not kept
        data = form(client, reverse("write:edit", args=[article.slug]))
        teardown_test_environment()
        print(f"{len(data['clinician_text'].split())} words, {references} references")
        for name in ("preview", "autosave"):
            address = reverse(f"write:{name}", args=[article.slug])
            measure(client, name, address, data, words, references)


def text_of(words: int, references: int, number: int) -> str:
    """Return a text of so many words, with headings, a list and a citation in every sentence."""
    parts = [f"## In short\n\nText {number}.\n"]
    sentence = len(SENTENCE.split())
    for place in range(words // sentence):
        if place % 15 == 0:
            parts.append(f"\n\n## Part {place // 15}\n\n")
        mark = "- " if place % 15 > 11 else ""
        parts.append(f"{mark}{SENTENCE}[{place % references + 1}]{chr(10) if mark else ' '}")
    return "".join(parts)


def reference(number: int) -> dict[str, Any]:
    """Return a reference as BibTeX would bring it."""
    return {
        "id": str(number),
        "type": "article-journal",
        "title": f"Outcome {number} of a made-up disease: a trial",
        "author": [{"family": "Roe", "given": "Anna B"}, {"family": "Poe", "given": "J"}],
        "container-title": "Journal of Examples",
        "issued": {"date-parts": [[2020, 3]]},
        "volume": "12",
        "page": f"{number}-{number + 9}",
        "DOI": f"10.5555/example.{number}",
    }


def form(client: Any, address: str) -> dict[str, Any]:
    """Return what a browser would send from the writing screen."""
    context = client.get(address).context
    rows = context["rows"]
    fields = [*context["form"], *(f for part in (rows.management_form, *rows.forms) for f in part)]
    values = {field.html_name: field.value() for field in fields}
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def measure(
    client: Any, name: str, address: str, data: dict[str, Any], words: int, references: int
) -> None:
    """Send a text after the other, and print what it cost."""
    from django.db import connection

    queries: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith("BEGIN"):
            queries.append(sql)
        return execute(sql, *rest)

    times = []
    for number in range(REPEATS):
        data["clinician_text"] = text_of(words, references, number)
        queries.clear()
        with connection.execute_wrapper(count):
            started = time.process_time()
            response = client.post(address, urlencode(data), content_type=CODING)
            times.append(1000 * (time.process_time() - started))
        if response.status_code != 200:
            raise SystemExit(
                f"{address} answers {response.status_code}: {response.content[:300]!r}"
            )
        if name == "autosave":
            data["seen_save"] = response.json()["save"]
    times = sorted(times[3:])
    print(
        f"{name:9} {len(queries):3} queries, best {times[0]:.0f} ms,"
        f" median {times[len(times) // 2]:.0f} ms, 95th {times[int(len(times) * 0.95)]:.0f} ms"
    )


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["3000", "30"][len(sys.argv) - 1 :])))
