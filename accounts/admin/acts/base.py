"""What the acts on people and the board share."""

from __future__ import annotations

from typing import Any

from accounts import policies
from accounts.desk.acts import Act
from accounts.enums import Role
from accounts.models import User


class AdministratorsAct(Act):
    """An act of administrators."""

    role = Role.ADMIN

    def against(self, user: User, thing: Any) -> list[str]:
        """Ask the policy that holds for everything here."""
        return policies.against_managing_people(user)
