"""People and what is known of them."""

from accounts.models.disclosure import Disclosure, Interest
from accounts.models.mail import MailChoice, OutgoingMail
from accounts.models.membership import BoardMembership
from accounts.models.security import (
    Attempt,
    FactorReset,
    FormerAddress,
    IdentityCheck,
    SecurityEvent,
    SigningProof,
)
from accounts.models.specialty import Specialty
from accounts.models.token import ApiAnswer, ApiToken
from accounts.models.user import User
from accounts.models.webhook import WebhookDelivery, WebhookEndpoint

__all__ = [
    "ApiAnswer",
    "ApiToken",
    "Attempt",
    "BoardMembership",
    "Disclosure",
    "FactorReset",
    "FormerAddress",
    "IdentityCheck",
    "Interest",
    "MailChoice",
    "OutgoingMail",
    "SecurityEvent",
    "SigningProof",
    "Specialty",
    "User",
    "WebhookDelivery",
    "WebhookEndpoint",
]
