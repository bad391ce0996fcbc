"""The same few people in every test."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.enums import Role
from accounts.models import Specialty, User
from tests.factories.people import PASSWORD, SpecialtyFactory, UserFactory, board_member
from tests.factories.signing import enable_to_sign

__all__ = ["PASSWORD", "Cast", "assemble"]


@dataclass(frozen=True)
class Cast:
    """Who is who. Everybody signs in with ``PASSWORD`` and has disclosed that there is nothing."""

    #: The specialty of every text, unless a test says otherwise.
    specialty: Specialty
    #: Another one.
    elsewhere: Specialty
    author: User
    coauthor: User
    editor: User
    #: A current board member for ``specialty``, who can sign: with a second factor and a checked
    #: identity.
    board_one: User
    #: A current board member for ``elsewhere``.
    board_two: User
    #: An author with no relation to any text.
    outsider: User
    #: Nobody: not signed in.
    reader: AnonymousUser
    #: An administrator: neither editor nor on the board.
    admin: User


def assemble() -> Cast:
    """Create the cast."""
    specialty = SpecialtyFactory(slug="nephrology", schema_org="Renal")
    elsewhere = SpecialtyFactory(slug="general-medicine", schema_org="PrimaryCare")
    admin = UserFactory(printed_name="Ada Admin", roles=[Role.ADMIN])
    return Cast(
        specialty=specialty,
        elsewhere=elsewhere,
        author=UserFactory(printed_name="Anna Author", roles=[Role.AUTHOR]),
        coauthor=UserFactory(printed_name="Carl Coauthor", roles=[Role.AUTHOR]),
        editor=UserFactory(printed_name="Edith Editor", roles=[Role.EDITOR]),
        board_one=enable_to_sign(board_member(specialty, printed_name="Berta Board"), admin),
        board_two=enable_to_sign(board_member(elsewhere, printed_name="Bruno Board"), admin),
        outsider=UserFactory(printed_name="Otto Outsider", roles=[Role.AUTHOR]),
        reader=AnonymousUser(),
        admin=admin,
    )
