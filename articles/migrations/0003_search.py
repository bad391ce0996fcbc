from django.db import migrations, models


TABLE = "articles_search"
SQLITE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5 (title, question, clinician, plain, facets,"
    " tokenize = 'porter unicode61 remove_diacritics 2')",
)
POSTGRESQL = (
    f"CREATE TABLE {TABLE} (publication_id bigint PRIMARY KEY, specialty_slug text NOT NULL,"
    " title text NOT NULL, question text NOT NULL, clinician text NOT NULL, plain text NOT NULL,"
    " head tsvector NOT NULL, document tsvector NOT NULL, plain_document tsvector NOT NULL)"
    # Texts go aside, so that thousands of hits are sorted without reading them.
    " WITH (toast_tuple_target = 128)",
    *(
        f"CREATE INDEX {TABLE}_{column} ON {TABLE} USING gin ({column})"
        for column in ("head", "document", "plain_document")
    ),
    f"CREATE INDEX {TABLE}_specialty ON {TABLE} (specialty_slug)",
)


def create_index(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for sql in SQLITE if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


def drop_index(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {TABLE}")


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0002_pages"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40, unique=True)),
            ],
        ),
        migrations.RunPython(create_index, drop_index),
    ]
