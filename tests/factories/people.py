"""People: with roles, a disclosure and, on the board, a seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import DESK_ROLES, InterestCategory, Role
from accounts.models import BoardMembership, Disclosure, Interest, Specialty, User

PASSWORD = "let-it-be-printed"

#: How long ago people disclosed, unless a test says otherwise.
DISCLOSED = timedelta(days=30)


class SpecialtyFactory(DjangoModelFactory[Specialty]):
    """A field of medicine; the same slug gives the same row."""

    class Meta:
        model = Specialty
        django_get_or_create = ("slug",)

    slug = "nephrology"
    name = factory.LazyAttribute(lambda o: o.slug.replace("-", " ").capitalize())
    schema_org = "Renal"


class DisclosureFactory(DjangoModelFactory[Disclosure]):
    """A disclosure of thirty days ago that there is nothing to disclose."""

    class Meta:
        model = Disclosure

    user = factory.SubFactory("tests.factories.people.UserFactory", disclosed=False)
    dated = factory.LazyFunction(lambda: timezone.now().date() - DISCLOSED)
    nothing_to_disclose = True


class InterestFactory(DjangoModelFactory[Interest]):
    """An interest, with the disclosure of today that declares it."""

    class Meta:
        model = Interest

    disclosure = factory.SubFactory(
        DisclosureFactory,
        user=factory.SelfAttribute("..user"),
        dated=factory.LazyFunction(lambda: timezone.now().date()),
        nothing_to_disclose=False,
    )
    category = InterestCategory.CONSULTING
    organisation = "Nobody's Pharma"

    class Params:
        user = None


class UserFactory(DjangoModelFactory[User]):
    """A person who can sign in and has disclosed; ``roles`` are given as groups.

    ``disclosed`` is the day of the disclosure, False for a person who never made one.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    printed_name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(
        lambda o: f"{'.'.join(o.printed_name.lower().split())}@example.test"
    )
    credentials = "MD"
    affiliation = "Example Hospital"
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(self: User, create: bool, extracted: Iterable[Role] | None, **_: Any) -> None:
        """Put the person into the groups of the roles."""
        roles = list(extracted or ())
        self.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
        assert self.groups.count() == len(roles)
        self.is_staff = bool(DESK_ROLES.intersection(roles))
        self.save(update_fields=["is_staff"])

    @factory.post_generation
    def disclosed(self: User, create: bool, extracted: date | bool | None, **_: Any) -> None:
        """Disclose that there is nothing to disclose."""
        if extracted is not False:
            dated = extracted if isinstance(extracted, date) else timezone.now().date() - DISCLOSED
            DisclosureFactory(user=self, dated=dated)


def seat(
    user: User, *specialties: Specialty, start: date | None = None, end: date | None = None
) -> BoardMembership:
    """Give a person a seat on the board, for a year already unless ``start`` is given."""
    membership = BoardMembership(
        user=user,
        term_start=start or timezone.now().date() - timedelta(days=365),
        term_end=end,
    )
    membership.full_clean()
    membership.save()
    membership.specialties.set(specialties)
    return membership


def board_member(*specialties: Specialty, **fields: Any) -> User:
    """Return a current member of the board for the specialties."""
    roles = fields.pop("roles", [Role.BOARD])
    user: User = UserFactory(roles=roles, **fields)
    seat(user, *specialties)
    return user


def again(user: User) -> User:
    """Return the person as the database knows them now: roles are cached on an instance."""
    return User.objects.get(pk=user.pk)
