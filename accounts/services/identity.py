"""Record that somebody's identity was checked, before they first sign."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import policies
from accounts.enums import Document, SecurityAction
from accounts.errors import refuse_if
from accounts.models import IdentityCheck, User
from accounts.services.security import record_event


@transaction.atomic
def record_identity_check(
    *, acting_user: User, person: User, document: str, note: str = ""
) -> IdentityCheck:
    """Record who saw what of whom, and when. The owner and all other administrators are told.

    Raises ValidationError for an unknown kind of document. Numbers of documents are not kept.
    """
    fresh = User.objects.select_for_update().get(pk=person.pk)
    refuse_if(policies.against_checking_identity(acting_user, fresh))
    if document not in Document.values:
        raise ValidationError({"document": "Choose what you were shown."})
    check = IdentityCheck(
        user=fresh,
        checked_by=acting_user,
        document=document,
        note=" ".join(note.split()),
        checked_at=timezone.now(),
    )
    check.full_clean()
    check.save()
    record_event(
        user=fresh,
        actor=acting_user,
        action=SecurityAction.IDENTITY_CHECKED,
        sentence=f"Shown: {check.get_document_display()}. {check.note}".strip(),
    )
    return check
