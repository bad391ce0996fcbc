"""What the database keeps of content. See ``accounts.guards`` for how."""

from __future__ import annotations

from accounts.guards import Guard, append_only

REVISION, PUBLICATION = "articles_revision", "articles_publication"

#: What a publication takes from its revision, column by column.
COPIED = (
    "article_id",
    "number",
    "question",
    "title",
    "content",
    "digest",
    "html",
    "plain_html",
    "references_html",
    "toc",
    "html_digest",
)
#: The columns of a publication that never change.
FIXED = (
    "id",
    *COPIED,
    "revision_id",
    "slug",
    "specialty_slug",
    "specialty_name",
    "specialty_schema_org",
    "reviewers",
    "credit",
    "summary",
    "published_at",
    "last_reviewed",
    "next_review_due",
)

_same = " AND ".join(f"r.{column} = NEW.{column}" for column in COPIED)
_changed = " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in FIXED)

GUARDS = [
    *append_only(REVISION, "A revision"),
    Guard(
        "revision_says_what_it_holds",
        REVISION,
        "INSERT",
        "A revision's number, question and title must be those of its content",
        "{json:NEW.content:title} {differs} NEW.title"
        " OR {json:NEW.content:question} {differs} NEW.question"
        " OR CAST({json:NEW.content:number} AS integer) {differs} NEW.number",
    ),
    Guard(
        "publication_copies_revision",
        PUBLICATION,
        "INSERT",
        "A publication must be a copy of its revision, byte for byte",
        f"NOT EXISTS (SELECT 1 FROM {REVISION} r WHERE r.id = NEW.revision_id AND {_same})"
        " OR {json:NEW.content:specialty.slug} {differs} NEW.specialty_slug"
        " OR {json:NEW.content:specialty.name} {differs} NEW.specialty_name",
        needs=(REVISION,),
    ),
    Guard(
        "publication_born_live",
        PUBLICATION,
        "INSERT",
        "A publication starts live",
        "NEW.status <> 'live'",
    ),
    Guard(
        "publication_unchangeable",
        PUBLICATION,
        "UPDATE",
        "Of a publication only the status can change",
        _changed,
    ),
    Guard(
        "publication_never_revived",
        PUBLICATION,
        "UPDATE",
        "A publication that was superseded or retracted does not come back",
        "OLD.status <> NEW.status AND NOT ("
        "(OLD.status = 'live' AND NEW.status IN ('superseded', 'retracted'))"
        " OR (OLD.status = 'superseded' AND NEW.status = 'retracted'))",
    ),
    Guard("publication_undeletable", PUBLICATION, "DELETE", "A publication can't be deleted"),
    *append_only("articles_notice", "A notice"),
    Guard("image_unchangeable", "articles_image", "UPDATE", "A picture can't be changed"),
    Guard(
        "image_undeletable_once_frozen",
        "articles_image",
        "DELETE",
        "A picture that a revision names can't be deleted",
        f"EXISTS (SELECT 1 FROM {REVISION} r WHERE r.article_id = OLD.article_id"
        " AND replace(r.content, OLD.digest, '') <> r.content)",
        needs=(REVISION,),
    ),
    *append_only("articles_publishedimage", "A published picture"),
    Guard(
        "publishedimage_named_by_its_text",
        "articles_publishedimage",
        "INSERT",
        "A published picture must be one that the published text names",
        f"NOT EXISTS (SELECT 1 FROM {PUBLICATION} p WHERE p.id = NEW.publication_id"
        " AND replace(p.content, NEW.digest, '') <> p.content)",
        needs=(PUBLICATION,),
    ),
]
