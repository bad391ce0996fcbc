"""The same few people in every test."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.enums import Role
from accounts.models import Specialty, User
from tests.factories.people import PASSWORD, SpecialtyFactory, UserFactory, board_member

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
    #: A current board member for ``specialty``.
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
    return Cast(
        specialty=specialty,
        elsewhere=elsewhere,
        author=UserFactory(printed_name="Anna Author", roles=[Role.AUTHOR]),
        coauthor=UserFactory(printed_name="Carl Coauthor", roles=[Role.AUTHOR]),
        editor=UserFactory(printed_name="Edith Editor", roles=[Role.EDITOR]),
        board_one=board_member(specialty, printed_name="Berta Board"),
        board_two=board_member(elsewhere, printed_name="Bruno Board"),
        outsider=UserFactory(printed_name="Otto Outsider", roles=[Role.AUTHOR]),
        reader=AnonymousUser(),
        admin=UserFactory(printed_name="Ada Admin", roles=[Role.ADMIN]),
    )
