"""The desk: the screens of editors, the board and administrators.

Everything here is view-only; what changes something is an act (``editorial.admin.acts``).
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group

from editorial.admin import checklist, intake, member, policy, publication, retracted, submission

__all__ = ["checklist", "intake", "member", "policy", "publication", "retracted", "submission"]

# Roles are set by a service, allauth's copies of addresses are its own affair, and nobody but their
# owner touches second factors.
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)
