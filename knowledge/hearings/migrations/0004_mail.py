"""Who leads a hearing sees whether its mails have left."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("hearings", "0003_ending"), ("accounts", "0003_contacts")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="invitee",
            name="mail",
            field=models.UUIDField(editable=False, null=True),
        ),
        sql_file(__file__, "0004_mail"),
    ]
