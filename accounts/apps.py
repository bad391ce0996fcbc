"""The app of people."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class AccountsConfig(AppConfig):
    """People."""

    name = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        """Register the app's guards, and have every connection keep them."""
        from accounts import guards

        guards.register(guards.GUARDS)
        connection_created.connect(guards.guard_against_replace, dispatch_uid="guard_replace")
