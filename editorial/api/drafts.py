"""Drafts: list, create, read, change; their references; the checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from accounts.enums import Scope
from accounts.errors import ConflictError
from accounts.models import Specialty
from articles.checks import check_document
from articles.citations.formats import (
    ParsedReferences,
    ReferencesRefusedError,
    read_references,
)
from articles.enums import AIUse
from articles.models import Article
from editorial import policies, services
from editorial.api import schemas
from editorial.api.access import Bearer, owner_of, token_of
from editorial.api.idempotency import Key, idempotent
from editorial.api.problems import ANY, ProblemError, ProblemOut
from editorial.api.telling import VERSION, ai_out, draft_out, my_draft, saved_out
from editorial.citing import known_retractions
from editorial.selectors.drafts import TEXTS, articles_of, newest_save, with_standing
from editorial.selectors.standing import Standing
from editorial.services.crediting import yet_to_confirm
from editorial.services.previewing import preview_article

router = Router(tags=["Drafts"])
READ, WRITE = Bearer(Scope.DRAFTS_READ), Bearer(Scope.DRAFTS_WRITE)
LIST = Bearer(Scope.DRAFTS_READ, queries=frozenset({"page"}))
PAGE_SIZE = 50
NAMES_THE_TOOL = (
    "What a program drafts names the tool, its version and its purpose. That no AI tool was used"
    " is for a person to say, on the draft's page."
)
ASKED_OF_TOOLS = {
    "tool": "Name the tool that was used.",
    "version": "Name the tool's version.",
    "purpose": "Say what the tool was used for.",
}
REFUSALS: dict[int, Any] = dict.fromkeys(ANY, ProblemOut)


@router.get("/drafts", auth=LIST, response={200: schemas.DraftPage, **REFUSALS})
def list_drafts(
    request: HttpRequest, page: int = Query(1, ge=1, le=10_000)
) -> Status[schemas.DraftPage]:
    """List your drafts, last changed first."""
    pages = Paginator(with_standing(articles_of(owner_of(request)).defer(*TEXTS)), PAGE_SIZE)
    shown = pages.get_page(page) if page <= pages.num_pages else None
    items = [
        schemas.DraftLine(
            slug=article.slug,
            title=article.title,
            question=article.question,
            standing=Standing.of(article).label,
            updated_at=article.updated_at,
        )
        for article in shown or ()
    ]
    following = page + 1 if page < pages.num_pages else None
    return Status(200, schemas.DraftPage(count=pages.count, next_page=following, items=items))


@router.post("/drafts", auth=WRITE, response={201: schemas.Saved, **REFUSALS})
@idempotent
def create_draft(
    request: HttpRequest, draft: schemas.NewDraft, idempotency_key: Key = None
) -> Status[schemas.Saved]:
    """Start a draft. You are its author; the model that wrote it is named and never one.

    It can't be submitted until an author has read it and taken responsibility, on its page.
    """
    article = services.create_article(
        acting_user=owner_of(request), changes=_changes(draft), token=token_of(request)
    )
    return Status(201, saved_out(article))


@router.get("/drafts/{slug}", auth=READ, response={200: schemas.Draft, **REFUSALS})
def read_draft(request: HttpRequest, slug: str) -> Status[schemas.Draft]:
    """Read a draft of yours."""
    return Status(200, draft_out(my_draft(owner_of(request), slug)))


@router.patch("/drafts/{slug}", auth=WRITE, response={200: schemas.Saved, **REFUSALS})
def change_draft(
    request: HttpRequest, slug: str, draft: schemas.ChangedDraft
) -> Status[schemas.Saved]:
    """Change parts of a draft. Responsibility has to be taken anew for what a program changes."""
    article = my_draft(owner_of(request), slug)
    saved = _save(request, article, _changes(draft, article), draft.seen_save)
    return Status(200, saved_out(saved))


@router.post(
    "/drafts/{slug}/references", auth=WRITE, response={200: schemas.ReferencesOut, **REFUSALS}
)
@idempotent
def add_references(
    request: HttpRequest, slug: str, given: schemas.NewReferences, idempotency_key: Key = None
) -> Status[schemas.ReferencesOut]:
    """Add references, in any format. An id that is there already is replaced."""
    article = my_draft(owner_of(request), slug)
    parsed = _read(given.text, article.references)
    new = {str(item["id"]): item for item in parsed.items}
    kept = [new.pop(str(item.get("id")), item) for item in article.references]
    return _put(request, article, [*kept, *new.values()], parsed, given.seen_save)


@router.put(
    "/drafts/{slug}/references", auth=WRITE, response={200: schemas.ReferencesOut, **REFUSALS}
)
def replace_references(
    request: HttpRequest, slug: str, given: schemas.NewReferences
) -> Status[schemas.ReferencesOut]:
    """Replace all references of a draft."""
    article = my_draft(owner_of(request), slug)
    parsed = _read(given.text, [])
    return _put(request, article, parsed.items, parsed, given.seen_save)


@router.get("/drafts/{slug}/checks", auth=READ, response={200: schemas.Checks, **REFUSALS})
def run_checks(request: HttpRequest, slug: str) -> Status[schemas.Checks]:
    """Check a draft as it is: errors keep it from being submitted, warnings are worth a look."""
    user = owner_of(request)
    article = my_draft(user, slug)
    preview = preview_article(acting_user=user, article=article)
    document = preview.document
    retracted = known_retractions(document["references"])
    found = [
        *check_document(document, today=timezone.now().date(), retracted=retracted),
        *yet_to_confirm(article, preview),
    ]
    findings = [
        schemas.FindingOut(
            severity="error" if finding.is_error else "warning",
            code=finding.code,
            sentence=finding.sentence,
            field=finding.place.field,
            line=finding.place.line,
            quote=finding.place.quote,
            key=finding.place.key,
        )
        for finding in found
    ]
    return Status(
        200,
        schemas.Checks(
            save=newest_save(article).history_id,
            findings=findings,
            against_submitting=policies.against_submitting(user, article),
        ),
    )


def _changes(draft: schemas.Parts, article: Article | None = None) -> dict[str, Any]:
    """Return the fields of the working copy that a request gives."""
    given = draft.model_dump(exclude_none=True, exclude={"seen_save", "ai", "specialty"})
    if draft.specialty is not None:
        given["specialty"] = _specialty(draft.specialty)
    if draft.ai is not None:
        given |= _ai(draft.ai, article)
    return given


def _ai(given: schemas.AI, article: Article | None) -> dict[str, str]:
    """Return what a program says of AI, as fields; nothing, where it only says what was read."""
    said = given.model_dump(exclude_unset=True, exclude_none=True)
    known = ai_out(article).model_dump() if article is not None else {}
    if said.items() <= known.items():
        return {}
    if given.use != AIUse.USED:
        raise ValidationError({"ai": NAMES_THE_TOOL})
    if given.verified_by and given.verified_by != known.get("verified_by"):
        raise ValidationError(
            {"ai_verified_by": "Who verified it is for them to say, on its page."}
        )
    wrong = {
        f"ai_{name}": sentence for name, sentence in ASKED_OF_TOOLS.items() if not said.get(name)
    }
    if wrong:
        raise ValidationError(wrong)
    changes = {"ai_use": given.use, "ai_purpose": given.purpose}
    changes["ai_tool"] = f"{given.tool}{VERSION}{given.version}"
    if given.prompts is not None:
        changes["ai_prompts"] = given.prompts
    return changes


def _specialty(slug: str) -> Specialty:
    found = Specialty.objects.filter(slug=slug).first() if slug.isprintable() else None
    if found is None:
        known = ", ".join(Specialty.objects.values_list("slug", flat=True)) or "none yet"
        raise ValidationError({"specialty": f"There is no such specialty; there are: {known}."})
    return found


def _save(
    request: HttpRequest, article: Article, changes: Mapping[str, Any], seen_save: int
) -> Article:
    """Save through the service; a save that was not seen is a conflict that names both."""
    try:
        saved = services.save_article(
            acting_user=owner_of(request),
            article=article,
            changes=changes,
            seen_save=seen_save,
            token=token_of(request),
        )
    except ConflictError as error:
        raise stale(article, seen_save, error) from error
    return Article.objects.select_related("specialty").get(pk=saved.pk)


def stale(article: Article, seen_save: int, error: ConflictError) -> ProblemError:
    """Return the refusal of a request that was made without knowing the newest save."""
    return ProblemError(
        409,
        "stale-save",
        " ".join(error.reasons),
        seen_save=seen_save,
        newest_save=newest_save(article).history_id,
    )


def _read(text: str, existing: list[dict[str, Any]]) -> ParsedReferences:
    try:
        return read_references(text, existing=existing, today=timezone.now().date())
    except ReferencesRefusedError as error:
        raise ValidationError({"text": str(error)}) from error


def _put(
    request: HttpRequest,
    article: Article,
    references: list[dict[str, Any]],
    parsed: ParsedReferences,
    seen_save: int,
) -> Status[schemas.ReferencesOut]:
    saved = _save(request, article, {"references": references}, seen_save)
    return Status(
        200,
        schemas.ReferencesOut(
            save=newest_save(saved).history_id,
            format=parsed.format,
            references=parsed.items,
            duplicates=parsed.duplicates,
            unreadable=parsed.unreadable,
            problems=parsed.problems,
            notes=parsed.notes,
        ),
    )
