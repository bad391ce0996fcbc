from django.db import migrations, models

from articles import search_table


def create_index(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for sql in search_table.SQLITE if vendor == "sqlite" else search_table.POSTGRESQL:
        schema_editor.execute(sql)


def drop_index(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {search_table.TABLE}")


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
