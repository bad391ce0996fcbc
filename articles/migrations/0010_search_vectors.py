from django.db import migrations

from articles.search_table import WINDOW

TABLE = "articles_search"

# What is in the index already is put together from what is there. ``manage.py reindex`` makes it
# anew in time; until then a word of a title counts twice in it, which changes no more than an order.
# The lexemes are those of search_table: the window of ids, and the specialty in hexadecimal.
LEXEMES = (
    f"array_to_tsvector(ARRAY['#w' || publication_id / {WINDOW},"
    " '#s' || encode(convert_to(specialty_slug, 'UTF8'), 'hex')])"
)
WITH_PLAIN = f"CASE WHEN plain_document = ''::tsvector THEN plain_document ELSE plain_document || {LEXEMES} END"
FORWARDS = (
    f"DROP INDEX {TABLE}_specialty",
    f"ALTER TABLE {TABLE} ADD COLUMN clinician_document tsvector",
    # Short enough to stay in the row: every candidate's is looked at.
    f"ALTER TABLE {TABLE} ALTER COLUMN head SET STORAGE MAIN",
    f"UPDATE {TABLE} SET head = head || {LEXEMES}, clinician_document = document || {LEXEMES},"
    f" document = document || plain_document || {LEXEMES}, plain_document = {WITH_PLAIN}",
    f"ALTER TABLE {TABLE} ALTER COLUMN clinician_document SET NOT NULL",
    f"CREATE INDEX {TABLE}_clinician_document ON {TABLE} USING gin (clinician_document)",
)
BACKWARDS = (
    f"UPDATE {TABLE} SET document = clinician_document",
    f"ALTER TABLE {TABLE} DROP COLUMN clinician_document",
    f"CREATE INDEX {TABLE}_specialty ON {TABLE} (specialty_slug)",
)


def add_vectors(apps, schema_editor):
    _execute(schema_editor, FORWARDS)


def remove_vectors(apps, schema_editor):
    _execute(schema_editor, BACKWARDS)


def _execute(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for sql in statements:
            schema_editor.execute(sql)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0009_credit"),
    ]

    operations = [
        migrations.RunPython(add_vectors, remove_vectors),
    ]
