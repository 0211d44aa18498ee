"""Keep which critical signs were read about, earlier revisions of the shared rating, and what of it
is signed; the job that checks locked scores checks the shared ones too."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import job, let_in
from stopext.vault.fields import SealedJSONField

SIGNED = "signed_by_municipality_at is not null and signed_by_police_at is not null"


def sealed(model: str, name: str) -> migrations.AddField:
    """A sealed value that older rows do not have."""
    return migrations.AddField(model, name, SealedJSONField(null=True))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("screening", "0005_open_method")]
    operations: ClassVar = [
        migrations.RemoveField("rating", "critical_acknowledged_at"),
        migrations.RemoveField("rating", "critical_acknowledged_by"),
        sealed("rating", "acknowledged"),
        sealed("consensus", "earlier"),
        sealed("consensus", "answers"),
        sealed("consensus", "profile"),
        sealed("consensus", "acknowledged_by_municipality"),
        sealed("consensus", "acknowledged_by_police"),
        migrations.AddField("consensus", "saved_by_id", models.UUIDField(null=True)),
        let_in(
            "screening_consensus",
            "verify",
            job("verify_scores", "select", f"(profile is not null and {SIGNED})"),
        ),
    ]
