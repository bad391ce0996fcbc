"""The list of specialties."""

from __future__ import annotations

from django.db import transaction

from accounts import policies
from accounts.errors import refuse_if
from accounts.models import Specialty, User
from accounts.services.log import ADDED, CHANGED, log


@transaction.atomic
def create_specialty(*, acting_user: User, slug: str, name: str, schema_org: str) -> Specialty:
    """Add a specialty. Raises ValidationError."""
    refuse_if(policies.against_managing_people(acting_user))
    specialty = Specialty(slug=slug, name=" ".join(name.split()), schema_org=schema_org.strip())
    specialty.full_clean()
    specialty.save()
    log(acting_user, specialty, ADDED, "Added the specialty.")
    return specialty


@transaction.atomic
def change_specialty(
    *, acting_user: User, specialty: Specialty, name: str, schema_org: str
) -> Specialty:
    """Rename a specialty; its address stays. Texts that are frozen keep the name they had."""
    refuse_if(policies.against_managing_people(acting_user))
    fresh = Specialty.objects.select_for_update().get(pk=specialty.pk)
    fresh.name = " ".join(name.split())
    fresh.schema_org = schema_org.strip()
    fresh.full_clean()
    fresh.save(update_fields=["name", "schema_org"])
    log(acting_user, fresh, CHANGED, f"Renamed the specialty to “{fresh.name}”.")
    return fresh
