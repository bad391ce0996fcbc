"""One text for one value: canonical JSON (RFC 8785) and its SHA-256 digest.

Everything the board signs is reduced to such a text. The offline verifier imports this module
with nothing but rfc8785 installed, so it stays free of Django.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import rfc8785

#: What may be in a canonical text. Read-only containers, so that a ``list[str]`` is accepted where
#: JSON is asked for; at run time only ``list`` and ``dict`` pass. There are no floats: their text
#: differs between languages, and nothing that is signed here needs a fraction that a string
#: cannot carry.
JSON: TypeAlias = "bool | int | str | Sequence[JSON] | Mapping[str, JSON] | None"

#: Beyond this, the integers of two JSON readers need not agree (RFC 8785, appendix D).
LARGEST_INTEGER = 2**53 - 1

#: A content document is six deep. The limit turns a hostile or circular value into an error.
DEEPEST = 64


def canonical(value: JSON) -> str:
    """Return the one canonical JSON text of a value (RFC 8785).

    Raises ValueError, naming the path (``$.authors[0].name``), for anything that JSON cannot carry
    in one way only: floats, other types, keys that are not text, integers beyond 2**53 - 1, halves
    of surrogate pairs, and nesting deeper than ``DEEPEST``.
    """
    _require_json(value, "$", 0)
    return rfc8785.dumps(value).decode("utf-8")


def digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _require_json(value: object, path: str, depth: int) -> None:
    """Raise ValueError, naming the path, unless the value is canonical JSON."""
    if depth > DEEPEST:
        raise ValueError(f"{path[:80]}…: nested more than {DEEPEST} deep")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise ValueError(f"{path}: a key must be text, not {type(key).__name__}")
            _require_encodable(key, f"{path}: a key")
            _require_json(inner, f"{path}.{key}", depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _require_json(inner, f"{path}[{index}]", depth + 1)
    else:
        _require_scalar(value, path)


def _require_scalar(value: object, path: str) -> None:
    """Raise ValueError unless the value is text, an integer, true, false or null."""
    if isinstance(value, str):
        _require_encodable(value, path)
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise ValueError(f"{path}: an integer beyond 2**53 - 1 must be written as text")
    elif value is not None:
        raise ValueError(f"{path}: {type(value).__name__} is not allowed in canonical JSON")


def _require_encodable(text: str, where: str) -> None:
    """Raise ValueError if the text has no UTF-8 form."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{where} contains half of a surrogate pair") from None
