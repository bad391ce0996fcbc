"""What is written, frozen and published."""

from articles.models.article import Article, Authorship
from articles.models.cited_work import CitedWork
from articles.models.contribution import Contribution
from articles.models.image import Image, PublishedImage
from articles.models.member import Member
from articles.models.notice import Notice
from articles.models.page import RenderedPage
from articles.models.publication import Publication
from articles.models.revision import Revision
from articles.models.search_key import SearchKey
from articles.models.search_word import SearchWord

__all__ = [
    "Article",
    "Authorship",
    "CitedWork",
    "Contribution",
    "Image",
    "Member",
    "Notice",
    "Publication",
    "PublishedImage",
    "RenderedPage",
    "Revision",
    "SearchKey",
    "SearchWord",
]
