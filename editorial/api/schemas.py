"""What the API takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

#: The service refuses longer ones; here it is said in the description as well.
LONGEST_TEXT = 200_000
LONGEST_PROMPTS = 50_000

Line = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
SaveNumber = Annotated[
    int,
    Field(
        strict=True,
        ge=0,
        le=2**53 - 1,
        description="The save that you last saw: refused (409) if there is a newer one.",
    ),
]
Kind = Literal["treatment", "general"]


class Taken(Schema):
    """What is taken: a member that is not described is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class NoAI(Taken):
    """No AI tool was used: refused (422), for a person alone can say so, on a page."""

    use: Literal["none"]


class UsedAI(Taken):
    """An AI tool was used. Who verified it is said by that person, on a page."""

    use: Literal["used"]
    tool: Annotated[str, Field(min_length=1, max_length=80)]
    version: Annotated[str, Field(min_length=1, max_length=30)]
    purpose: Annotated[str, Field(min_length=1, max_length=300)]
    prompts: Annotated[str, Field(max_length=LONGEST_PROMPTS)] | None = Field(
        None, description="What the tool was asked. Only the authors and the editors read it."
    )


AI = Annotated[NoAI | UsedAI, Field(discriminator="use")]


class Parts(Taken):
    """Parts of a draft, any of them."""

    question: Line | None = None
    title: Annotated[str, Field(max_length=200)] | None = None
    specialty: Annotated[str, Field(max_length=50, description="Its slug.")] | None = None
    kind: Kind | None = None
    clinician_text: Text | None = Field(None, description="Markdown.")
    plain_text: Text | None = Field(None, description="Markdown, in plain language.")
    funding: Line | None = None
    disclaimer: Annotated[str, Field(min_length=1, max_length=5_000)] | None = None
    ai: AI | None = None


class NewDraft(Parts):
    """A new draft. What is said of AI is not optional."""

    question: Annotated[str, Field(min_length=1, max_length=300)]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    specialty: Annotated[str, Field(max_length=50, description="Its slug.")]
    ai: AI


class ChangedDraft(Parts):
    """Changes to a draft, and the save that they are made to."""

    seen_save: SaveNumber


class NewReferences(Taken):
    """References in one text: Vancouver, BibTeX, RIS, PubMed (nbib) or CSL-JSON."""

    seen_save: SaveNumber
    text: Annotated[str, Field(min_length=1, max_length=300_000)]


class NewSubmission(Taken):
    """The save to submit, and what changed since the last revision."""

    seen_save: SaveNumber
    summary: Line = ""


class AIOut(Schema):
    """What is said of AI; ``verified_by`` is empty until a person has said so on a page."""

    use: str
    tool: str
    purpose: str
    prompts: str = Field(description="Private: in no revision, on no page, in no export.")
    verified_by: str


class DraftLine(Schema):
    """A draft in a list."""

    slug: str
    title: str
    question: str
    standing: str = Field(description="Where it stands, in a word or two.")
    updated_at: datetime


class DraftPage(Schema):
    """A page of drafts, last changed first."""

    count: int
    next_page: int | None
    items: list[DraftLine]


class Draft(Schema):
    """A draft as it is."""

    slug: str
    save: int
    title: str
    question: str
    specialty: str
    kind: str
    authors: list[str]
    clinician_text: str
    plain_text: str
    references: list[dict[str, Any]]
    ai: AIOut
    funding: str
    disclaimer: str
    waits_for_responsibility: bool = Field(
        description="Whether an author has yet to read it and take responsibility, on its page."
    )
    page: str = Field(description="Where its authors read it.")
    updated_at: datetime


class ReferencesOut(Schema):
    """The draft's references now, and what was noticed while reading them. Nothing is looked up."""

    save: int
    format: str
    references: list[dict[str, Any]]
    duplicates: list[str]
    unreadable: list[str]
    problems: list[str]
    notes: list[str]


class FindingOut(Schema):
    """One thing that a check found, and its place."""

    severity: Literal["error", "warning"]
    code: str
    sentence: str
    field: str
    line: int
    quote: str
    key: str


class Checks(Schema):
    """What the checks find in a draft as it is, and what keeps it from being submitted."""

    save: int
    findings: list[FindingOut]
    against_submitting: list[str]


class Event(Schema):
    """One line of what has happened."""

    at: datetime
    sentence: str
    note: str


class StandingOut(Schema):
    """Where a draft stands, in words."""

    state: str = Field(description="The state of its last submission, or “draft”.")
    said: str
    wanted: str
    letter: str
    submission: str | None
    public_page: str | None
    timeline: list[Event]


class SubmissionOut(Schema):
    """A submission."""

    uid: str
    draft: str
    revision: int
    digest: str
    state: str
    submitted_at: datetime
    closed_at: datetime | None
    letter: str
    summary: str
