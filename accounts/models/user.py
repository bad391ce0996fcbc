"""A person, who signs in by e-mail and is never deleted."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.enums import Role
from accounts.models.disclosure import Disclosure
from accounts.models.membership import BoardMembership
from accounts.validators import validate_orcid


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail, whatever its capitals."""

    use_in_migrations = True

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person with this e-mail address."""
        return self.get(email=(username or "").strip().lower())

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an administrator, for ``manage.py createsuperuser``.

        The roles are given by ``accounts.services``; being a superuser gives none of them.
        """
        user = self.model(email=email.strip().lower(), is_staff=True, is_superuser=True, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Their name and credentials are copied into whatever they sign."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail", unique=True)
    printed_name = models.CharField(
        max_length=120,
        validators=[MinLengthValidator(2)],
        help_text="As it is to stand under a signature and on the page.",
    )
    credentials = models.CharField(max_length=120, blank=True, help_text="Such as MD, PhD.")
    affiliation = models.CharField(max_length=200, blank=True)
    orcid = models.CharField(
        "ORCID iD",
        max_length=19,
        blank=True,
        null=True,
        unique=True,
        validators=[validate_orcid],
    )
    health_professional = models.BooleanField(default=True)
    is_active = models.BooleanField("active", default=True)
    is_staff = models.BooleanField("may enter the desk", default=False, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["printed_name"]

    class Meta:
        ordering = ["printed_name"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_whatever_its_capitals"),
        ]

    def __str__(self) -> str:
        return self.name_and_credentials

    @property
    def name_and_credentials(self) -> str:
        """The name as printed: "Ada Ito, MD"."""
        return f"{self.printed_name}, {self.credentials}" if self.credentials else self.printed_name

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of the person's roles. A deactivated person has none.

        Roles come from groups alone: a superuser is no editor and no board member.
        """
        if not self.is_active:
            return frozenset()
        return frozenset(self.groups.values_list("name", flat=True))

    def has_role(self, role: Role) -> bool:
        """Tell whether the person has the role."""
        return role.value in self.roles

    def current_membership(self, today: date | None = None) -> BoardMembership | None:
        """Return the person's board membership on the day (today, UTC), or None."""
        return self.memberships.on(today or timezone.now().date()).first()

    def latest_disclosure(self) -> Disclosure | None:
        """Return the person's newest disclosure, current or not, or None."""
        return self.disclosures.order_by("-dated", "-pk").first()
