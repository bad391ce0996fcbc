"""Addresses under /write/."""

from __future__ import annotations

from django.urls import path

from editorial.authoring.views.answering_for import responsibility
from editorial.authoring.views.autosaving import autosave
from editorial.authoring.views.comparing import compare, name
from editorial.authoring.views.crediting import (
    approve,
    authors,
    contribution,
    corresponding,
    invite,
    leave,
    move,
)
from editorial.authoring.views.exporting import revision_file
from editorial.authoring.views.history import restore, save, saves
from editorial.authoring.views.importing import import_into, import_new
from editorial.authoring.views.lists import my_articles
from editorial.authoring.views.overview import article
from editorial.authoring.views.pasting import paste
from editorial.authoring.views.picturing import images, remove_image
from editorial.authoring.views.previewing import preview, preview_new
from editorial.authoring.views.remarks import remarks
from editorial.authoring.views.submitting import submit, withdraw
from editorial.authoring.views.writing import edit, new

app_name = "write"
urlpatterns = [
    path("", my_articles, name="list"),
    path("new/", new, name="new"),
    path("import/", import_new, name="import-new"),
    path("paste/", paste, name="paste"),
    path("preview/", preview_new, name="preview-new"),
    path("<slug:slug>/", article, name="article"),
    path("<slug:slug>/authors/", authors, name="authors"),
    path("<slug:slug>/authors/approve/", approve, name="approve-text"),
    path("<slug:slug>/authors/contribution/", contribution, name="contribution"),
    path("<slug:slug>/authors/corresponding/", corresponding, name="corresponding-author"),
    path("<slug:slug>/authors/invite/", invite, name="invite-author"),
    path("<slug:slug>/authors/leave/", leave, name="leave-authors"),
    path("<slug:slug>/authors/move/", move, name="move-author"),
    path("<slug:slug>/edit/", edit, name="edit"),
    path("<slug:slug>/import/", import_into, name="import"),
    path("<slug:slug>/autosave/", autosave, name="autosave"),
    path("<slug:slug>/images/", images, name="images"),
    path("<slug:slug>/images/<int:image>/remove/", remove_image, name="remove-image"),
    path("<slug:slug>/preview/", preview, name="preview"),
    path("<slug:slug>/remarks/", remarks, name="remarks"),
    path("<slug:slug>/submit/", submit, name="submit"),
    path("<slug:slug>/responsibility/", responsibility, name="responsibility"),
    path("<slug:slug>/withdraw/", withdraw, name="withdraw"),
    path("<slug:slug>/revisions/<int:number>.<slug:suffix>", revision_file, name="revision-file"),
    path("<slug:slug>/compare/", compare, name="compare"),
    path("<slug:slug>/history/", saves, name="history"),
    path("<slug:slug>/history/<int:save>/", save, name="save"),
    path("<slug:slug>/history/<int:save>/name/", name, name="name"),
    path("<slug:slug>/history/<int:save>/restore/", restore, name="restore"),
]
