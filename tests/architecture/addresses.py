"""Every address of the site, filled in with what exists: what a stranger could try."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

#: The converters, as addresses write them.
KINDS = {
    "IntConverter": "int",
    "NumberConverter": "number",  # of readers' pages: a number with one way to be written
    "PathConverter": "path",
    "SlugConverter": "slug",
    "StringConverter": "str",
    "UUIDConverter": "uuid",
}

#: What stands in an address for each kind of parameter.
Candidates = dict[str, list[Any]]


def all_addresses(candidates: Candidates, most: int | None = None) -> Iterator[str]:
    """Yield each address with every value that its parameters may have.

    With `most`, only about so many of one route, from all over what there is.
    """
    for route, parameters in _routes(get_resolver().url_patterns, "", {}):
        values = [candidates["int" if kind == "number" else kind] for kind in parameters.values()]
        choices = list(product(*values))
        for chosen in choices[:: max(1, len(choices) // most)] if most else choices:
            address = route
            for name, value in zip(parameters, chosen, strict=True):
                address = address.replace(f"<{name}>", str(value))
            yield f"/{address}"


def _routes(
    patterns: list[URLPattern | URLResolver], before: str, parameters: dict[str, str]
) -> Iterator[tuple[str, dict[str, str]]]:
    for pattern in patterns:
        part = pattern.pattern
        # Two addresses are regular expressions: the link of a reset password and the desk's last
        # resort for what it does not know.
        if not isinstance(part, RoutePattern):
            if isinstance(pattern, URLResolver):
                yield from _routes(pattern.url_patterns, before, parameters)
            continue
        route = before + part._route
        own = dict(parameters)
        for name, converter in part.converters.items():
            kind = KINDS[type(converter).__name__]
            own[name] = kind
            route = route.replace(f"<{kind}:{name}>", f"<{name}>")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route, own)
        else:
            yield route, own
