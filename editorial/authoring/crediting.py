"""The byline with what each author has confirmed, as the authors' screens show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from articles.checks import Finding
from articles.checks.contributions import Contribution as Stated
from articles.checks.contributions import check_contributions
from articles.credit import corresponding
from articles.models import Article, Contribution
from editorial.authoring.crediting_forms import StatementForm
from editorial.selectors.crediting import contributions_by_author, stated
from editorial.services.previewing import Preview


@dataclass(frozen=True)
class AuthorLine:
    """One author: what they have confirmed, and what they have yet to."""

    author: User
    stated: Stated
    kept: Contribution | None
    is_me: bool
    is_corresponding: bool
    open: tuple[Finding, ...]

    @property
    def approves_this(self) -> bool:
        """Tell whether the approval, if there is one, is of the text as it is now."""
        return not any(finding.code == "text-unapproved" for finding in self.open)


@dataclass(frozen=True)
class Credit:
    """The byline of the text that a submission would freeze."""

    lines: list[AuthorLine]
    #: Whether the authors chose the corresponding one; else it is the first of them.
    has_chosen: bool

    @property
    def corresponding(self) -> AuthorLine:
        """The line of the author whom readers would be told to write to."""
        return next(line for line in self.lines if line.is_corresponding)

    @property
    def own(self) -> AuthorLine:
        """The line of the person who looks."""
        return next(line for line in self.lines if line.is_me)

    @property
    def open_of_others(self) -> list[Finding]:
        """What the others have yet to confirm."""
        return [finding for line in self.lines if not line.is_me for finding in line.open]

    @property
    def open_count(self) -> int:
        """How many authors have something yet to confirm."""
        return sum(bool(line.open) for line in self.lines)


def credit_of(article: Article, preview: Preview, user: User) -> Credit:
    """Return the byline as it stands for one of its authors."""
    kept = contributions_by_author(article)
    byline = article.ordered_authors
    chosen = {pk for pk, line in kept.items() if line.corresponding}
    whom = corresponding([author.pk for author in byline], chosen)
    return Credit(
        [
            AuthorLine(
                author=author,
                stated=said,
                kept=kept.get(author.pk),
                is_me=author.pk == user.pk,
                is_corresponding=author.pk == whom,
                open=tuple(check_contributions([said], preview.digest)),
            )
            for author, said in zip(byline, stated(article, preview.document), strict=True)
        ],
        has_chosen=whom in chosen,
    )


def statement_form(
    own: Stated, data: Mapping[str, Any] | None = None, *, complete: bool = False
) -> StatementForm:
    """Return the form of one's own statement, filled in with what was confirmed before."""
    initial = {
        "criteria": list(own.criteria),
        "roles": list(own.roles),
        "interests_confirmed": own.conflicts_confirmed,
    }
    return StatementForm(data, initial=initial, complete=complete)
