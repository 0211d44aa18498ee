"""A network is a district's: its police, and who leads the work in its municipalities."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import (
    Policy,
    behind_wall,
    child_of,
    let_in,
    signed,
    sql_file,
    tenant_key,
)

#: Asked once for each statement: the district of the municipality for which somebody acts.
OF_MUNI = (
    "district_id = (select a.police_district_id from accounts_authority a"
    " where a.id = (select sec.muni()))"
    " and (select sec.role_name()) in ('coordinator', 'leader')"
)
OF_POLICE = "district_id = (select sec.district())"
BY = " and authority_id = (select sec.{own}()) and by_role = (select sec.role_name())"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("network", "0001_initial_network"),
        ("accounts", "0005_own_signature"),
        ("notifications", "0002_walls"),
    ]
    operations: ClassVar = [
        tenant_key("network_topic", "district_id"),
        child_of("network_post", "topic_id", "network_topic", "district_id"),
        behind_wall(
            "network_topic",
            Policy("r_muni", "select, insert, update", OF_MUNI),
            Policy("r_police", "select, insert, update", OF_POLICE),
        ),
        behind_wall(
            "network_post",
            Policy("r_muni", "select, update", OF_MUNI),
            Policy("r_muni", "insert", OF_MUNI + BY.format(own="muni")),
            Policy("r_police", "select, update", OF_POLICE),
            Policy("r_police", "insert", OF_POLICE + BY.format(own="district")),
            Policy("ctx_owner", "select", "by_user = (select sec.user_id())"),
        ),
        signed("network_topic", "by_user", "by_name", "at"),
        signed("network_topic", "closed_by", "closed_by_name", "closed_at"),
        signed("network_post", "by_user", "by_name", "at"),
        let_in(
            "notifications_notice",
            "network",
            Policy("ctx_owner", "select, insert", "kind = 'network'"),
        ),
        sql_file(__file__, "0002_walls"),
    ]
