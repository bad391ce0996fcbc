"""Pictures of articles."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Image
from editorial import services
from tests.articles.pictures import picture
from tests.factories.cast import Cast
from tests.factories.journey import draft
from tests.factories.texts import CLINICIAN


def uploaded(raw: bytes, name: str = "kidney.png") -> SimpleUploadedFile:
    """Return a file as a form brings it."""
    return SimpleUploadedFile(name, raw)


def add_picture(cast: Cast, article: Article, **options: Any) -> Image:
    """Let the author add a picture of one colour."""
    return services.add_image(
        acting_user=cast.author, article=article, upload=uploaded(picture(**options))
    )


def illustrate(cast: Cast, article: Article, image: Image, words: str = "A kidney") -> Article:
    """Let the author put a picture into the text for clinicians."""
    text = f"{CLINICIAN}\n![{words}](image:{image.digest})\n"
    return services.save_article(
        acting_user=cast.author, article=article, changes={"clinician_text": text}
    )


def illustrated(cast: Cast, **changes: Any) -> tuple[Article, Image]:
    """Return an article whose text shows a picture."""
    article = draft(cast, **changes)
    image = add_picture(cast, article)
    return illustrate(cast, article, image), image
