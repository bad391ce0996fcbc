"""How long a session may idle, for the page that warns."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def idle_seconds() -> int:
    """Return after how many seconds the server ends an idle session."""
    return int(settings.IDLE_SECONDS)
