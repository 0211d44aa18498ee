"""The district is told of what is shared with it, and reads what a consent names."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, let_in, sql_file
from stopext.vault.fields import SealedTextField

TELLING = (
    "kind in ('share', 'share_ended') and exists (select from casework_disclosure d"
    " where d.id = notifications_notice.about and d.municipality_id = (select sec.muni())"
    " and d.district_id = notifications_notice.authority_id)"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0027_typed_answers")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="disclosure",
            name="consent_words",
            field=SealedTextField(
                blank=True,
                null=True,
                max_length=4000,
                verbose_name="hvad der er sagt ja til",
            ),
        ),
        let_in("notifications_notice", "shares", Policy("ctx_owner", "insert", TELLING)),
        sql_file(__file__, "0028_tell_of_shares"),
    ]
