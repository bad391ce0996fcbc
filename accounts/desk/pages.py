"""The pages of acts, for the ModelAdmin whose things they are done to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.debug import sensitive_post_parameters

from accounts.desk.acts import Act, ActForm, Button
from accounts.errors import RefusedError

CONFLICT = 409


class ActsMixin:
    """Gives a ModelAdmin the pages ``<pk>/<slug>/`` of its acts.

    Who may not know of the thing gets 404, whose act it is not gets 403, and whom the policy
    refuses gets the page with the reasons. A GET shows the page; only a POST acts.
    """

    acts: ClassVar[Sequence[Act]] = ()
    #: Acts that make a thing: their page is ``<slug>/``.
    making_acts: ClassVar[Sequence[Act]] = ()

    # What a ThingAdmin has.
    list_title: ClassVar[str]
    model: type[Model]
    admin_site: Any
    get_queryset: Callable[[HttpRequest], QuerySet[Any]]
    has_view_permission: Callable[..., bool]

    def get_urls(self) -> list[URLPattern]:
        """Put the acts' pages before Django's, which would take the slug for a part of the id."""
        pages = [
            *(path(f"<int:pk>/{a.slug}/", self._view(a), name=self._name(a)) for a in self.acts),
            *(path(f"{a.slug}/", self._view(a), name=self._name(a)) for a in self.making_acts),
        ]
        return pages + super().get_urls()  # type: ignore[misc]

    def buttons(self, request: HttpRequest, thing: Any) -> list[Button]:
        """Return the acts that are this person's, on this thing."""
        user: Any = request.user
        return [
            Button(
                label=act.label,
                address=self._address(act, thing),
                tone=act.tone,
                reasons=tuple(act.against(user, thing)),
            )
            for act in (self.acts if thing is not None else self.making_acts)
            if act.offered_to(user) and act.applies(user, thing)
        ]

    def act_page(self, request: HttpRequest, act: Act, pk: int | None = None) -> HttpResponse:
        """Show the act's page, or do it."""
        thing = self._thing(request, pk)
        user: Any = request.user
        if not self.has_view_permission(request, thing) or not act.offered_to(user):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
        if request.method != "POST":
            form = act.form_class(request=request, thing=thing, initial=act.initial(request, thing))
            return self._render(request, act, thing, form)
        form = act.form_class(request.POST, request=request, thing=thing)
        if not form.is_valid():
            return self._render(request, act, thing, form)
        try:
            sentence = act.perform(user, thing, form.cleaned_data)
        except RefusedError as refused:
            return self._render(request, act, thing, form, refused.reasons)
        except ValidationError as invalid:
            _add_errors(form, invalid)
            return self._render(request, act, thing, form)
        messages.success(request, sentence)
        return HttpResponseRedirect(act.done_at(user, thing) or self._back(request, thing))

    def _view(self, act: Act) -> Callable[..., HttpResponse]:
        @sensitive_post_parameters("password")
        def view(request: HttpRequest, pk: int | None = None) -> HttpResponse:
            return self.act_page(request, act, pk)

        wrapped: Callable[..., HttpResponse] = self.admin_site.admin_view(view)
        return wrapped

    def _name(self, act: Act) -> str:
        return f"{self.model._meta.app_label}_{self.model._meta.model_name}_{act.slug}"

    def _address(self, act: Act, thing: Any) -> str:
        return reverse(f"admin:{self._name(act)}", args=[thing.pk] if thing is not None else [])

    def _thing(self, request: HttpRequest, pk: int | None) -> Any:
        if pk is None:
            return None
        thing = self.get_queryset(request).filter(pk=pk).first()
        if thing is None:
            raise Http404
        return thing

    def _back(self, request: HttpRequest, thing: Any) -> str:
        """Return the thing's page, or the list if the person no longer sees the thing."""
        base = f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}"
        if thing is not None and self.get_queryset(request).filter(pk=thing.pk).exists():
            return reverse(f"{base}_change", args=[thing.pk])
        return reverse(f"{base}_changelist")

    def _render(
        self,
        request: HttpRequest,
        act: Act,
        thing: Any,
        form: ActForm,
        refused: Sequence[str] = (),
    ) -> HttpResponse:
        """Answer with the act's page: 409 when the service refused, with its reasons."""
        user: Any = request.user
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "original": thing,
            "title": act.title or act.label,
            "list_title": self.list_title,
            "act": act,
            "thing": thing,
            "form": form,
            "consequences": act.words(thing),
            "refused": refused,
            "reasons": [] if refused else act.against(user, thing),
            "back": self._back(request, thing),
            **act.context(request, thing),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request, act.template, context, status=CONFLICT if refused else None
        )


def _add_errors(form: ActForm, invalid: ValidationError) -> None:
    """Put a service's errors beside the fields they are about, the rest above the form."""
    if not hasattr(invalid, "error_dict"):
        form.add_error(None, invalid)
        return
    for name, errors in invalid.error_dict.items():
        known = name in form.fields and name != NON_FIELD_ERRORS
        form.add_error(name if known else None, errors)
