"""The app of process."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class EditorialConfig(AppConfig):
    """Process."""

    name = "editorial"
    verbose_name = "Review"

    def ready(self) -> None:
        """Register the guards, and what happens around every migrate.

        This app comes last, so that the tables and permissions of all apps are there.
        """
        from accounts import guards
        from accounts.services.roles import install_roles
        from editorial.guards import GUARDS

        def install_roles_after_migrate(**_: Any) -> None:
            install_roles()

        def install_checklists_after_migrate(**_: Any) -> None:
            from editorial.services.checklists import install_checklists

            install_checklists()

        guards.register(GUARDS)
        pre_migrate.connect(guards.lift_before_migrate, sender=self, dispatch_uid="lift_guards")
        post_migrate.connect(
            guards.install_after_migrate, sender=self, dispatch_uid="install_guards"
        )
        post_migrate.connect(
            install_roles_after_migrate, sender=self, weak=False, dispatch_uid="install_roles"
        )
        post_migrate.connect(
            install_checklists_after_migrate,
            sender=self,
            weak=False,
            dispatch_uid="install_checklists",
        )
