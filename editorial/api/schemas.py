"""What the API takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

from articles.text import clean_line

#: The service refuses longer ones; here it is said in the description as well.
LONGEST_TEXT = 200_000
LONGEST_PROMPTS = 50_000


def _cleaned(raw: Any) -> Any:
    return clean_line(raw)[0] if isinstance(raw, str) else raw


#: A line as it is kept: what can't be seen is gone before it is measured.
Clean = Annotated[str, BeforeValidator(_cleaned)]
Line = Annotated[Clean, Field(max_length=300)]
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


class AI(Taken):
    """What is said of AI, as it is read: read and written back, it changes nothing.

    What a program drafts names the tool, its version and its purpose. That none was used, and who
    verified what a tool wrote, is said by a person, on a page: here both are refused (422).
    """

    use: Literal["used", "none", "not_stated"]
    tool: Annotated[Clean, Field(max_length=120)] = ""
    version: Annotated[Clean, Field(max_length=30)] = ""
    purpose: Annotated[Clean, Field(max_length=300)] = ""
    prompts: Annotated[str, Field(max_length=LONGEST_PROMPTS)] | None = Field(
        None, description="What the tool was asked. Only the authors and the editors read it."
    )
    verified_by: Annotated[Clean, Field(max_length=120)] | None = Field(
        None, description="As it was read, or left out."
    )


class Parts(Taken):
    """Parts of a draft, any of them."""

    question: Line | None = None
    title: Annotated[Clean, Field(max_length=200)] | None = None
    specialty: Annotated[str, Field(max_length=50, description="Its slug.")] | None = None
    kind: Kind | None = None
    clinician_text: Text | None = Field(None, description="Markdown.")
    plain_text: Text | None = Field(None, description="Markdown, in plain language.")
    funding: Line | None = None
    disclaimer: Annotated[str, Field(min_length=1, max_length=5_000)] | None = None
    ai: AI | None = None


class NewDraft(Parts):
    """A new draft. What is said of AI is not optional."""

    question: Annotated[Clean, Field(min_length=1, max_length=300)]
    title: Annotated[Clean, Field(min_length=1, max_length=200)]
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
    version: str = Field(description="Empty where a person wrote it together with the tool.")
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


class Saved(Schema):
    """What a token that may write, and not read, gets to know of a draft that it saved."""

    slug: str
    save: int
    waits_for_responsibility: bool = Field(
        description="Whether an author has yet to read it and take responsibility, on its page."
    )
    page: str = Field(description="Where its authors read it.")
    draft: str = Field(description="Where it is read with the scope drafts:read.")


class ReferencesOut(Schema):
    """The references that were taken, and what was noticed while reading them.

    Nothing is looked up. All that the draft has are read with it.
    """

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
