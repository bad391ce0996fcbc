import json

from django.db import migrations

from articles.citations.identified import identified


def fill(apps, schema_editor):
    """Index the revisions that were frozen before there was an index."""
    Revision = apps.get_model("articles", "Revision")
    CitedWork = apps.get_model("articles", "CitedWork")
    for pk, content in Revision.objects.values_list("pk", "content").iterator():
        CitedWork.objects.bulk_create(
            CitedWork(revision_id=pk, kind=work.kind, value=work.value, key=work.key)
            for work in identified(json.loads(content)["references"])
        )


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0005_cited_works"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
