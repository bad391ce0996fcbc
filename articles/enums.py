"""The closed vocabularies of content."""

from __future__ import annotations

from django.db.models import TextChoices


class Kind(TextChoices):
    """What an article is about, which sets how often it is reviewed."""

    TREATMENT = "treatment", "Treatment or drugs"
    GENERAL = "general", "General"


class ImageKind(TextChoices):
    """What a picture's file is, which is its ending as well."""

    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"
    WEBP = "webp", "WebP"


class AIUse(TextChoices):
    """What the authors say of AI in the making of the text (ICMJE 2026, V)."""

    NOT_STATED = "not_stated", "Not stated"
    NONE = "none", "No AI tool was used"
    USED = "used", "An AI tool was used"


class PublicationStatus(TextChoices):
    """Where a publication stands."""

    LIVE = "live", "Live"
    SUPERSEDED = "superseded", "Superseded"
    RETRACTED = "retracted", "Retracted"


class NoticeKind(TextChoices):
    """Public notices (ICMJE, COPE, Crossref)."""

    CORRECTION = "correction", "Correction"
    CLARIFICATION = "clarification", "Clarification"
    CONCERN = "expression_of_concern", "Expression of concern"
    RETRACTION = "retraction", "Retraction"
    WITHDRAWAL = "withdrawal", "Withdrawal"


#: The notices that end a publication; with every other one it stands.
ENDING_NOTICES = (NoticeKind.RETRACTION, NoticeKind.WITHDRAWAL)
