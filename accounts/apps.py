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
        from allauth.mfa import signals
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_save

        from accounts import guards, receivers
        from accounts.middleware import note_sign_in

        guards.register(guards.GUARDS)
        connection_created.connect(guards.guard_against_replace, dispatch_uid="guard_replace")
        user_logged_in.connect(note_sign_in)
        post_save.connect(receivers.note_new_password, sender=self.get_model("User"))
        signals.authenticator_added.connect(receivers.note_factor_added)
        signals.authenticator_removed.connect(receivers.note_factor_removed)
