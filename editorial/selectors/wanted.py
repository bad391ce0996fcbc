"""What is wanted of an author comes first, over all pages of their list."""

from __future__ import annotations

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from accounts.models import User
from articles.checks.contributions import ICMJE
from articles.models import Article, Contribution
from editorial.enums import OPEN_STATES, State
from editorial.models import Submission
from editorial.selectors.crediting import with_own_part

#: The places in the list: sent back to its authors; open on the reader's own part; all others.
SENT_BACK, OWN_PART, NOTHING = range(3)


def wanted_first(articles: QuerySet[Article], user: User) -> QuerySet[Article]:
    """The articles with ``wanted`` and the reader's own part, in the order of what is wanted.

    They are articles ``with_standing``. Within a place the article that was last changed leads.
    What ``Standing`` and ``own_part_wanted`` say of an article in words is said here to the
    database.
    """
    last = Submission.objects.filter(article=OuterRef("pk")).order_by("-submitted_at", "-pk")
    done = Contribution.objects.filter(
        article=OuterRef("pk"),
        user=user,
        criteria=list(ICMJE),
        interests_confirmed_at__isnull=False,
        approved_at__gte=OuterRef("updated_at"),
    ).exclude(roles=[])
    ready = Q(last_state=None) | (
        ~Q(last_state__in=OPEN_STATES) & Q(updated_at__gt=F("last_frozen_at"))
    )
    return (
        with_own_part(articles, user)
        .annotate(
            last_state=Subquery(last.values("state")[:1]),
            last_frozen_at=Subquery(last.values("revision__created_at")[:1]),
            part_is_open=Q(has_coauthors=True) & ~Exists(done),
        )
        .annotate(
            wanted=Case(
                When(last_state=State.CHANGES_REQUESTED, then=Value(SENT_BACK)),
                When(ready & (Q(part_is_open=True) | Q(unanswered_for=True)), then=Value(OWN_PART)),
                default=Value(NOTHING),
            )
        )
        .order_by("wanted", "-updated_at", "-pk")
    )
