"""The first administrator, whom nobody is there to appoint."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from accounts.enums import Role
from accounts.errors import RefusedError
from accounts.models import User
from accounts.services.log import ADDED, log


@transaction.atomic
def create_first_administrator(
    *, email: str, printed_name: str, password: str, credentials: str = "", affiliation: str = ""
) -> User:
    """Open the first administrator's account; there is no acting person, and it works only once.

    Raises RefusedError when there is an administrator already, who opens all other accounts, and
    ValidationError for bad input.
    """
    group = Group.objects.select_for_update().get(name=Role.ADMIN)
    if group.user_set.exists():
        raise RefusedError(["There is an administrator already, who can open more accounts."])
    person = User(
        email=email.strip().lower(),
        printed_name=" ".join(printed_name.split()),
        credentials=credentials,
        affiliation=affiliation,
        is_staff=True,
    )
    person.set_password(password)
    person.full_clean()
    validate_password(password, person)
    person.save()
    person.groups.add(group)
    log(person, person, ADDED, "Opened the first account, as administrator.")
    return person
