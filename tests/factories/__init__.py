"""People and texts for tests: made by the services, so that only valid states exist.

``people`` makes persons, ``texts`` the fields of a complete working copy, ``journey`` takes a text
to a state. Most tests begin with the ``cast`` fixture (see ``tests.plugins.stage``).
"""

from tests.factories.cast import PASSWORD, Cast, assemble
from tests.factories.images import add_picture, illustrate, illustrated, uploaded
from tests.factories.journey import (
    accept,
    approve,
    assign,
    changes_requested,
    declined,
    draft,
    publish,
    published,
    retracted,
    sign,
    signed_once,
    submitted,
    under_review,
    withdrawn,
)
from tests.factories.people import (
    DisclosureFactory,
    InterestFactory,
    SpecialtyFactory,
    UserFactory,
    again,
    board_member,
    seat,
)
from tests.factories.remarks import remark
from tests.factories.signing import code_for, enable_to_sign, proof_for, sign_in
from tests.factories.texts import complete

__all__ = [
    "PASSWORD",
    "Cast",
    "DisclosureFactory",
    "InterestFactory",
    "SpecialtyFactory",
    "UserFactory",
    "accept",
    "add_picture",
    "again",
    "approve",
    "assemble",
    "assign",
    "board_member",
    "changes_requested",
    "code_for",
    "complete",
    "declined",
    "draft",
    "enable_to_sign",
    "illustrate",
    "illustrated",
    "proof_for",
    "publish",
    "published",
    "remark",
    "retracted",
    "seat",
    "sign",
    "sign_in",
    "signed_once",
    "submitted",
    "under_review",
    "uploaded",
    "withdrawn",
]
