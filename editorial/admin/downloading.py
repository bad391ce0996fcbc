"""The revision of a submission as a file, for those who read its text at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path

from accounts.desk.things import LOOKS
from editorial.admin.standing import reads_text
from editorial.downloads import revision_download
from editorial.models import Submission


class DownloadPages:
    """Gives the admin of submissions the files ``<pk>/revision.<suffix>``."""

    # What a ModelAdmin has.
    admin_site: Any
    _thing: Callable[..., Any]

    def get_urls(self) -> list[URLPattern]:
        """Put the files before Django's pages, which would take the words for a part of the id."""
        view = self.admin_site.admin_view(self.revision_file)
        name = "editorial_submission_revision-file"
        return [path("<int:pk>/revision.<slug:suffix>", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def revision_file(self, request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
        """Send the file; a member who has not agreed to review is told why they get none."""
        submission: Submission = self._thing(request, pk)
        user: Any = request.user
        if request.method not in LOOKS:
            return HttpResponseNotAllowed(LOOKS)
        if not reads_text(user, submission.assignments.filter(member=user).first()):
            messages.warning(request, "The text is for those who have agreed to review it.")
            return redirect("admin:editorial_submission_change", pk)
        return revision_download(submission.revision, submission.article.slug, suffix)
