"""Exercises are held as they were run; a card is its municipality's, and everybody reads the edition
that the leader approved for everybody."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, let_in, sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("exercises", "0002_walls"),
        ("plans", "0014_records"),
        ("accounts", "0004_signing"),
    ]
    operations: ClassVar = [
        let_in("exercises_card", "public", Policy("ctx_owner", "select", "is_public")),
        sql_file(__file__, "0003_records"),
        sql_file(__file__, "0003_cards"),
    ]
