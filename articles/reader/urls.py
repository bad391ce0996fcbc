"""Addresses that everybody may open."""

from __future__ import annotations

from django.urls import path, register_converter

from articles.reader.converters import NumberConverter
from articles.reader.views.article import article, plain
from articles.reader.views.board import board, member
from articles.reader.views.cite import cite, cite_version
from articles.reader.views.compare import compare
from articles.reader.views.feed import feed
from articles.reader.views.home import home
from articles.reader.views.listing import listing
from articles.reader.views.notice import notice
from articles.reader.views.policy import editorial_policy
from articles.reader.views.search import search_page
from articles.reader.views.sitemap import robots, section, sitemap
from articles.reader.views.specialty import specialty, specialty_index
from articles.reader.views.verify import verify
from articles.reader.views.version import version

register_converter(NumberConverter, "number")

app_name = "reader"
urlpatterns = [
    path("", home, name="home"),
    path("articles/", listing, name="list"),
    path("articles/<slug:slug>/", article, name="article"),
    path("articles/<slug:slug>/plain/", plain, name="plain"),
    path("articles/<slug:slug>/v/<number:number>/", version, name="version"),
    path("articles/<slug:slug>/v/<number:older>/compare/<number:newer>/", compare, name="compare"),
    path("articles/<slug:slug>/cite.<slug:ending>", cite, name="cite"),
    path(
        "articles/<slug:slug>/v/<number:number>/cite.<slug:ending>",
        cite_version,
        name="cite_version",
    ),
    path("notices/<number:pk>/", notice, name="notice"),
    path("search/", search_page, name="search"),
    path("specialties/", specialty_index, name="specialties"),
    path("specialties/<slug:slug>/", specialty, name="specialty"),
    path("board/", board, name="board"),
    path("board/<uuid:uid>/", member, name="member"),
    path("feed.xml", feed, name="feed"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<number:number>.xml", section, name="sitemap_section"),
    path("robots.txt", robots, name="robots"),
    path("verify/<str:digest>/", verify, name="verify"),
    path("editorial-policy/", editorial_policy, name="editorial_policy"),
]
