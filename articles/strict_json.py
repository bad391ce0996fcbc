"""JSON from files, without numbers that are not kept; it is refused in our own words."""

from __future__ import annotations

import json
from typing import Any


class UnreadableJSONError(ValueError):
    """The text is no JSON that can be taken; the message ends a sentence, without its full stop."""


def read_json(text: str) -> Any:
    """Return the value. Raises UnreadableJSONError."""
    try:
        return json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction)
    except UnreadableJSONError:
        raise
    except RecursionError:
        raise UnreadableJSONError("it is nested too deep") from None
    except json.JSONDecodeError as error:
        raise UnreadableJSONError(
            f"it can't be read from line {error.lineno}, character {error.colno} on; perhaps a"
            " bracket, a comma or a quotation mark is missing before"
        ) from None
    except ValueError:  # Python reads whole numbers of some thousand digits at most
        raise UnreadableJSONError("a number in it is too long") from None


def _no_fraction(text: str) -> Any:
    raise UnreadableJSONError(
        f"the number {text[:40]} can't be kept exactly; put it in quotation marks"
    )
