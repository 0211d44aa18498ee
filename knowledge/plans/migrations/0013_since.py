"""Since when an action or an indicator is in force, and when a plan was last changed."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0012_reports")]
    operations: ClassVar = [
        *(
            migrations.AddField(
                model_name=name, name="since", field=models.DateField(editable=False, null=True)
            )
            for name in ("action", "indicator")
        ),
        migrations.AddField(
            model_name="plan",
            name="changed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        sql_file(__file__, "0013_since"),
    ]
