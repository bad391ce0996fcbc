"""What a specialty demands: set by administrators, judged only for submissions to come."""

from __future__ import annotations

from django.db import transaction

from accounts.errors import refuse_if
from accounts.models import Specialty, User
from accounts.services.log import ADDED, CHANGED, log
from editorial import policies
from editorial.models import Policy

FIELDS = ("approvals", "specialists", "treatment_review_months", "general_review_months")


@transaction.atomic
def set_policy(*, acting_user: User, specialty: Specialty | None, **values: int) -> Policy:
    """Set the policy of a specialty, or the default one. Raises ValidationError.

    Open submissions keep the policy that they were submitted under.
    """
    refuse_if(policies.against_setting_policy(acting_user))
    policy = Policy.objects.select_for_update(of=("self",)).filter(specialty=specialty).first()
    flag = CHANGED if policy else ADDED
    policy = policy or Policy(specialty=specialty)
    before = {name: getattr(policy, name) for name in FIELDS}
    for name, value in values.items():
        if name not in FIELDS:
            raise ValueError(f"A policy has no {name}")
        setattr(policy, name, value)
    after = {name: getattr(policy, name) for name in FIELDS}
    if policy.pk and before == after:
        return policy
    policy.full_clean()
    policy.save()
    words = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in after.items())
    log(acting_user, policy, flag, f"Set {words}.")
    return policy
