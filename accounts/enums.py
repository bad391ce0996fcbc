"""The closed vocabularies of people."""

from __future__ import annotations

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody may be. Each is a Django group of the same name."""

    AUTHOR = "author", "Author"
    EDITOR = "editor", "Editor"
    BOARD = "board", "Board member"
    ADMIN = "admin", "Administrator"


#: Who signs in to the desk.
DESK_ROLES = frozenset({Role.EDITOR, Role.BOARD, Role.ADMIN})


class InterestCategory(TextChoices):
    """The items of ICMJE's disclosure form (13 questions, 2021 edition)."""

    GRANT = "grant", "Support for the work, or grants"
    CONTRACT = "contract", "Contracts"
    ROYALTIES = "royalties", "Royalties or licences"
    CONSULTING = "consulting", "Consulting fees"
    HONORARIA = "honoraria", "Lectures, presentations, educational events"
    TESTIMONY = "testimony", "Expert testimony"
    TRAVEL = "travel", "Meetings and travel"
    PATENT = "patent", "Patents planned, issued or pending"
    SAFETY_BOARD = "safety_board", "Data safety monitoring or advisory board"
    LEADERSHIP = "leadership", "Leadership or fiduciary role"
    STOCK = "stock", "Stock or stock options"
    EQUIPMENT = "equipment", "Equipment, materials, drugs, writing, gifts"
    OTHER = "other", "Other interests"
