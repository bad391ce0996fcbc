"""What the client takes, and whether it has the page already (RFC 9110)."""

from __future__ import annotations

from django.utils.http import parse_http_date_safe

from articles.compression import CODINGS

IDENTITY = "identity"


def coding_for(accepted: str) -> str:
    """Return the content coding to send for an Accept-Encoding header.

    The highest weight wins, and of equal ones our own order. Where nothing is acceptable the page
    is sent as it is: the header is a wish, and an answer serves better than a refusal.
    """
    weights = _weights(accepted)
    best, best_weight = IDENTITY, 0.0
    for coding in CODINGS:
        weight = weights.get(coding, weights.get("*", 0.0))
        if weight > best_weight:
            best, best_weight = coding, weight
    return IDENTITY if weights.get(IDENTITY, 0.0) > best_weight else best


def _weights(accepted: str) -> dict[str, float]:
    weights = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name:
            weights["gzip" if name == "x-gzip" else name] = _weight(parameters)
    return weights


def _weight(parameters: list[str]) -> float:
    """Return the value of ``q``; a client that writes nonsense takes the coding no more."""
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0.0 <= weight <= 1.0 else 0.0
    return 1.0


def is_known(
    etag: str, last_modified: str, none_match: str | None, modified_since: str | None
) -> bool:
    """Tell whether the client's copy is the page: then 304 is the answer.

    The tags decide where there are any. They are compared weakly, because a proxy that recodes
    the page marks them so.
    """
    if none_match:
        tags = (tag.strip() for tag in none_match.split(","))
        return any(tag in ("*", etag) or tag.removeprefix("W/") == etag for tag in tags)
    if modified_since:
        if modified_since == last_modified:
            return True
        since = parse_http_date_safe(modified_since)
        changed = parse_http_date_safe(last_modified)
        return since is not None and changed is not None and changed <= since
    return False
