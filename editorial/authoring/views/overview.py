"""An article's own page: where it stands, what happened, what can be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from editorial.authoring.access import author_required, signed_in
from editorial.authoring.selectors import articles_of, with_standing
from editorial.downloads import OFFERED
from editorial.selectors.answers import answers_sent_with
from editorial.selectors.crediting import own_part_wanted, with_own_part
from editorial.selectors.remarks import rounds_for_authors
from editorial.selectors.standing import Standing
from editorial.selectors.timeline import timeline


@author_required
@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the status, the office's last letter and the timeline."""
    user = signed_in(request)
    article = get_object_or_404(with_own_part(with_standing(articles_of(user)), user), slug=slug)
    records = article.records.order_by("sequence")
    standing = Standing.of(article)
    last = standing.submission
    context = {
        "article": article,
        "standing": standing,
        "own_part": own_part_wanted(article),
        "answers": answers_sent_with(last) if last else [],
        "timeline": timeline(records),
        "rounds": rounds_for_authors(article),
        "authors": article.ordered_authors,
        "revisions": article.revisions.order_by("-number").only("number", "created_at"),
        "formats": OFFERED,
        "waiting": article.responsibilities.waiting().select_related("token").first(),
    }
    return render(request, "authoring/article.html", context)
