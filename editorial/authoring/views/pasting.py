"""Text from Word or the web on its way into the editor."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from articles.importers.document import ImportRefusedError
from articles.importers.html import html_to_markdown
from editorial.authoring.access import author_required


@author_required
@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """Return pasted HTML as Markdown, with what was left out in words. Writes nothing."""
    try:
        text, warnings = html_to_markdown(request.POST.get("html", ""))
    except ImportRefusedError as error:
        return JsonResponse({"reasons": [str(error)]}, status=422)
    return JsonResponse({"text": text, "warnings": warnings})
