"""A form that makes an article makes one, however often it is sent.

The article's identifier follows from its author and the form's key, so that the database refuses
a second one, also where both are sent in the same moment.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from accounts.models import User


def uid_of_form(user: User, key: str) -> UUID:
    """Return the identifier of the article that the person makes with the form of this key."""
    return uuid5(user.uid, key)
