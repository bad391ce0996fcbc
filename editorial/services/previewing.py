"""What a text would become, without writing anything."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import Specialty, User
from articles.canonical import canonical, digest
from articles.citations.check import problems
from articles.completeness import missing_items
from articles.models import Article, Authorship, Revision
from articles.rendering import Rendering, render_content
from articles.services.freezing import content_document
from articles.services.working_copy import apply_changes
from editorial import policies

#: A key that no row has, for an article that is not saved yet.
_UNSAVED = 0


@dataclass(frozen=True)
class Preview:
    """The content document a submission would freeze, and what it would lead to."""

    document: dict[str, Any]
    #: The number of the last revision if nothing was changed since: it would go in again as that.
    unchanged_since: int | None = None

    @cached_property
    def rendering(self) -> Rendering:
        """The very HTML that would be frozen, signed and served."""
        return render_content(self.document)

    @cached_property
    def digest(self) -> str:
        """The digest of all that is shown, to tell whether it is still so later."""
        return digest(canonical(self.document))

    @cached_property
    def missing(self) -> list[str]:
        """What would keep the board from approving the text."""
        return missing_items(self.document)

    @cached_property
    def warnings(self) -> list[str]:
        """What looks wrong with the references. Nothing is looked up."""
        document = self.document
        texts = [document["clinician"], document["plain"]]
        return problems(document["references"], texts, today=timezone.now().date())


def preview_article(
    *,
    acting_user: User,
    article: Article | None = None,
    changes: Mapping[str, Any] | None = None,
    authors: Sequence[User] | None = None,
) -> Preview:
    """Return the preview of a working copy as it is, or with unsaved changes and byline.

    Without an article it is that of a new one by the acting person and ``authors``. The given
    instance stays as it is. Raises RefusedError unless the person may save it, and
    ValidationError for changes that can't be cleaned.
    """
    if article is None:
        refuse_if(policies.against_creating(acting_user))
        draft = Article(pk=_UNSAVED, specialty=Specialty())  # until one is chosen
        byline = [acting_user, *(authors or ())]
        last, number = None, 1
    else:
        refuse_if(policies.against_saving(acting_user, article))
        draft = copy.copy(article)
        byline = list(article.ordered_authors if authors is None else authors)
        last = article.revisions.order_by("-number").only("number", "content").first()
        number = last.number + 1 if last else 1
    apply_changes(draft, changes or {})
    _set_byline(draft, byline)
    document = content_document(draft, number)
    return Preview(document=document, unchanged_since=_unchanged_since(last, document))


def _unchanged_since(last: Revision | None, document: Mapping[str, Any]) -> int | None:
    """Return the number of the last revision if it says just this: see ``freezing.freeze``."""
    if last is None or canonical({**document, "number": last.number}) != last.content:
        return None
    return last.number


def _set_byline(draft: Article, people: Sequence[User]) -> None:
    """Give an instance a byline in memory, where prefetch_related would put the saved one."""
    lines = Authorship.objects.none()
    lines._result_cache = [
        Authorship(article=draft, user=user, position=position)
        for position, user in enumerate(dict.fromkeys(people), start=1)
    ]
    lines._prefetch_done = True  # type: ignore[attr-defined]
    draft._prefetched_objects_cache = {"authorships": lines}  # type: ignore[attr-defined]
