"""A bundle as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from editorial.verify.checkpoints import check_checkpoints
from editorial.verify.problem import Problem, Row
from editorial.verify.process import check_process
from editorial.verify.review import LISTS as REVIEW_LISTS
from editorial.verify.review import check_left_out, check_review
from editorial.verify.signatures import check_signatures
from editorial.verify.texts import check_texts
from editorial.verify.trail import check_chain

FORMAT = "imprimatur-evidence/2"
#: Bundles of this form were written before the words of the review were part of it.
WITHOUT_REVIEW = "imprimatur-evidence/1"
LISTS = (
    "revisions",
    "submissions",
    "signatures",
    "records",
    "publications",
    "notices",
    "checkpoints",
)


class BundleError(ValueError):
    """What was given is no evidence bundle; the text is one line that says why."""


def find_problems(bundle: Any) -> list[Problem]:
    """Return everything that does not hold, the trail first. An empty list means: intact.

    Raises BundleError when the value is not an evidence bundle at all.
    """
    _require_bundle(bundle)
    try:
        return list(_checks(bundle))
    except (KeyError, TypeError, AttributeError) as error:
        raise BundleError(f"The bundle lacks something, or has it in another form: {error}") from (
            error
        )


def tells_review(bundle: Row) -> bool:
    """Whether the bundle has the comments, checklists and grades, and not their digests alone."""
    return bool(bundle["format"] == FORMAT)


def _require_bundle(bundle: Any) -> None:
    if not isinstance(bundle, dict) or bundle.get("format") not in (FORMAT, WITHOUT_REVIEW):
        raise BundleError(f"This is no evidence bundle of the form {FORMAT}.")
    for name in (*LISTS, *(REVIEW_LISTS if tells_review(bundle) else ())):
        if not isinstance(bundle.get(name), list):
            raise BundleError(f"The bundle has no list of {name}.")


def _checks(bundle: Row) -> Iterator[Problem]:
    yield from check_chain(bundle)
    yield from check_signatures(bundle)
    yield from check_texts(bundle)
    yield from check_process(bundle)
    if tells_review(bundle):
        yield from check_review(bundle)
    else:
        yield from check_left_out(bundle)
    yield from check_checkpoints(bundle)
