"""Days and times on the page, with the machine's form beside the reader's."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django import template
from django.utils.dateformat import format as worded
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def day(value: date | datetime | str | None) -> SafeString | str:
    """Return a day as a ``<time>`` element: 3 March 2026. Nothing for no day.

    Takes ISO text as well, which is how days stand in signed documents.
    """
    if not value:
        return ""
    moment = date.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(moment, datetime):
        moment = moment.astimezone(UTC).date()
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), worded(moment, "j F Y"))


@register.simple_tag
def utc_time(value: datetime | str) -> SafeString:
    """Return a time of signing as a ``<time>`` element, in UTC with its offset (21 CFR 11.50)."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    moment = moment.astimezone(UTC)
    return format_html(
        '<time datetime="{}">{} UTC (+00:00)</time>',
        moment.isoformat(timespec="seconds"),
        worded(moment, "j F Y, H:i:s"),
    )
