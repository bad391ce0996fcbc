"""Where a message comes from, for the limit: a keyed hash that names nobody."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac


def sender_of(request: HttpRequest) -> str:
    """Return the hash of the network address and the day; tomorrow it is another one."""
    address = get_adapter(request).get_client_ip(request)
    day = timezone.now().date().isoformat()
    return salted_hmac("editorial.talking", f"{day} {address}", algorithm="sha256").hexdigest()
