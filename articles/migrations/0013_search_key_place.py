from django.db import migrations, models
from django.db.models import F


def fill(apps, schema_editor):
    """Copy the publication's id: see ``SearchKey.place``."""
    apps.get_model("articles", "SearchKey").objects.update(place=F("publication_id"))


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0012_search_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchkey",
            name="place",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="searchkey", name="search_key_newest"),
    ]
