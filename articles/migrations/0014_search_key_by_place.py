from django.db import migrations, models


class Migration(migrations.Migration):

    # Apart from the filling: PostgreSQL changes no table in a transaction that has changed its rows.
    dependencies = [
        ("articles", "0013_search_key_place"),
    ]

    operations = [
        migrations.AlterField(
            model_name="searchkey",
            name="place",
            field=models.BigIntegerField(),
        ),
        migrations.AddIndex(
            model_name="searchkey",
            index=models.Index(fields=["key", "place"], name="search_key_by_place"),
        ),
    ]
