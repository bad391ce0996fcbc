"""Whatever a stranger writes into an address, the answer is an ordinary one, on both databases."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import Cast, published

pytestmark = pytest.mark.django_db

#: As they stand in an address: what a database, a number or a template might stumble over.
VALUES = (
    "%00",
    "a%00b",
    "x" * 3000,
    "%ff%fe%ed%a0%80",
    "9" * 30,
    "-1",
    "%EF%BC%91",
    "%27%22%3E%3Cb",
)
NAMES = ("q", "specialty", "audience", "page", "about")

#: Addresses with a place for a value.
PLACES = (
    "/articles/{}/",
    "/articles/treating-diabetic-kidney-disease/v/{}/",
    "/articles/treating-diabetic-kidney-disease/v/1/compare/{}/",
    "/articles/treating-diabetic-kidney-disease/cite.{}",
    "/articles/treating-diabetic-kidney-disease/v/{}/cite.ris",
    "/board/{}/",
    "/images/{}.png",
    "/notices/{}/",
    "/pending/{}/",
    "/preview/{}/",
    "/questions/{}/",
    "/reports/{}/",
    "/sitemap-{}.xml",
    "/specialties/{}/",
    "/verify/{}/",
)
READ_ONLY = (
    "/",
    "/articles/",
    "/articles/treating-diabetic-kidney-disease/",
    "/articles/treating-diabetic-kidney-disease/plain/",
    "/articles/treating-diabetic-kidney-disease/v/1/",
    "/articles/treating-diabetic-kidney-disease/cite.bib",
    "/ask/sent/",
    "/board/",
    "/editorial-policy/",
    "/feed.xml",
    "/healthz",
    "/pending/treating-diabetic-kidney-disease/",
    "/preview/nonsense/",
    "/reports/thanks/",
    "/robots.txt",
    "/search/",
    "/sitemap.xml",
    "/specialties/",
    "/specialties/nephrology/",
    "/verify/nonsense/",
)
#: What browsers say of where a form stood, and whether it is taken.
ORIGINS: tuple[tuple[dict[str, str], int], ...] = (
    ({}, 200),  # a program
    ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
    ({"Sec-Fetch-Site": "none"}, 200),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Origin": "http://testserver"}, 200),
    ({"Origin": "https://testserver"}, 403),
    ({"Origin": "http://testserver.evil.test"}, 403),
    ({"Origin": "http://evil.test"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": ""}, 403),
)
WITH_FORM = ("/ask/", "/articles/treating-diabetic-kidney-disease/report/")


def test_hostile_values_get_an_ordinary_answer(cast: Cast) -> None:
    published(cast)
    client = Client(raise_request_exception=False)
    queries = (
        f"{path}?{name}={value}"
        for path in ("/articles/", "/search/", "/specialties/nephrology/", "/ask/")
        for name in NAMES
        for value in VALUES
    )
    for address in (*queries, *(place.format(value) for place in PLACES for value in VALUES)):
        assert client.get(address).status_code in (200, 404), address[:80]
    for path in READ_ONLY:
        assert client.get(f"{path}?{'&'.join(f'x{i}=%00' for i in range(50))}").status_code < 405


def test_other_methods_are_refused_by_name(cast: Cast) -> None:
    published(cast)
    client = Client(enforce_csrf_checks=True)
    for path in READ_ONLY:
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
            answer = client.generic(method, path)
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), (method, path)
    for path in WITH_FORM:
        for method in ("PUT", "PATCH", "DELETE"):
            answer = client.generic(method, path)
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST"), path
        assert client.get(path).cookies == {}, "to open a form is no choice"
        for headers, status in ORIGINS:
            answer = client.post(path, headers=headers)
            assert (answer.status_code, answer.cookies) == (status, {}), headers
