"""Add a picture to an article, and take one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from articles.image_files import forget_image, keep_image
from articles.images import LARGE, MOST_BYTES, Encoded, ImageRefusedError, reencode
from articles.models import Article, Image
from articles.text import clean_line
from editorial import image_policies, policies
from editorial.enums import Action
from editorial.services.trail import append_record, locked_article

if TYPE_CHECKING:
    Upload = UploadedFile[bytes]
else:  # generic for the type checker alone
    Upload = UploadedFile

#: Of one article.
MOST_IMAGES = 100
LONGEST_NAME = 120


def add_image(*, acting_user: User, article: Article, upload: Upload) -> Image:
    """Make an uploaded picture anew and keep it with the article; its texts stay as they are.

    Returns the picture that the article has already where it is the same. Raises ValidationError
    for a file that is no picture which may be added.
    """
    # Asked before the lock as well: nobody else may have us decode what they send, and decoding
    # takes too long to be done behind a lock.
    refuse_if(policies.against_saving(acting_user, article))
    return _keep(
        acting_user=acting_user,
        article=article,
        encoded=_encoded(upload),
        name=clean_line(upload.name or "")[0][:LONGEST_NAME],
    )


def _encoded(upload: Upload) -> Encoded:
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError({"image": LARGE})
    try:
        return reencode(upload.read())
    except ImageRefusedError as error:
        raise ValidationError({"image": str(error)}) from error


@transaction.atomic
def _keep(*, acting_user: User, article: Article, encoded: Encoded, name: str) -> Image:
    fresh = locked_article(article.pk)
    refuse_if(policies.against_saving(acting_user, fresh))
    known = fresh.images.filter(digest=encoded.digest).first()
    if known is not None:
        keep_image(encoded)  # in case that the file was lost
        return known
    if fresh.images.count() >= MOST_IMAGES:
        raise ValidationError({"image": f"An article has {MOST_IMAGES} pictures at most."})
    # The file comes first: a row without its file would be a hole in a text.
    keep_image(encoded)
    now = timezone.now()
    image = Image.objects.create(
        article=fresh,
        digest=encoded.digest,
        kind=encoded.kind,
        width=encoded.width,
        height=encoded.height,
        size=len(encoded.data),
        name=name,
        uploaded_by=acting_user,
        created_at=now,
    )
    # Again: the last article that had the same picture may be giving it up at this moment.
    transaction.on_commit(lambda: keep_image(encoded))
    append_record(
        article=fresh,
        action=Action.IMAGE_ADDED,
        actor=acting_user,
        at=now,
        image=image.digest,
        kind=image.kind,
        width=image.width,
        height=image.height,
        size=image.size,
        name=image.name,
    )
    return image


@transaction.atomic
def remove_image(*, acting_user: User, article: Article, digest: str) -> None:
    """Take a picture away from an article; its file goes where no article has it any more.

    Nothing happens where it is gone already.
    """
    fresh = locked_article(article.pk)
    refuse_if(image_policies.against_removing(acting_user, fresh, digest))
    image = fresh.images.filter(digest=digest).first()
    if image is None:
        return
    details = {"image": image.digest, "kind": image.kind, "name": image.name}
    image.delete()
    append_record(
        article=fresh,
        action=Action.IMAGE_REMOVED,
        actor=acting_user,
        at=timezone.now(),
        **details,
    )
    same = Image.objects.filter(digest=digest, kind=details["kind"])
    transaction.on_commit(
        lambda: forget_image(digest, details["kind"], is_wanted=lambda: same.all().exists())
    )
