"""The app of content."""

from __future__ import annotations

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Content."""

    name = "articles"
    verbose_name = "Content"

    def ready(self) -> None:
        """Register the app's guards."""
        from accounts import guards
        from articles.guards import GUARDS

        guards.register(GUARDS)
