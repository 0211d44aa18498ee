"""Every municipality with a public plan: ten thousand actions and a hundred thousand readings."""

from __future__ import annotations

import psycopg

PLANS, GOALS, ACTIONS, INDICATORS, READINGS = 98, 5, 103, 10, 103
_PARTS = "id, municipality_id, is_public, plan_id, position"
_OF_PLAN = "gen_random_uuid(), p.municipality_id, true, p.id, n"
_SQL = f"""
insert into plans_plan (id, municipality_id, is_public, title, status, version, adopted_on,
    adopted_by, valid_from, revision_due, organisation_model, vision)
  select gen_random_uuid(), id, true, 'Plan for ' || name, 'adopted', '1', date '2025-02-03' - id,
    'Kommunalbestyrelsen', date '2025-02-03', date '2029-02-03', 'coordinator', ''
  from accounts_authority where kind = 'municipality';
insert into plans_goal ({_PARTS}, text, level)
  select {_OF_PLAN}, 'Mål ' || n || ' om trygge unge og tætte fællesskaber', 'building'
  from plans_plan p, generate_series(1, {GOALS}) n;
insert into plans_action ({_PARTS}, goal_id, title, level, target_group, owner, start, "end",
    status, cost_note)
  select {_OF_PLAN}, g.id, 'Handling ' || n || ' med skoler, klubber og politi', 'building',
    'Unge på ungdomsuddannelserne', 'SSP-konsulent', date '2025-03-01', date '2026-01-01' + n,
    (array['planned', 'running', 'paused', 'done', 'dropped'])[1 + n % 5], 'Internt'
  from plans_plan p, generate_series(1, {ACTIONS}) n, plans_goal g
  where g.plan_id = p.id and g.position = 1 + n % {GOALS};
insert into plans_indicator ({_PARTS}, goal_id, name, baseline, target, unit, frequency)
  select {_OF_PLAN}, g.id, 'Indikator ' || n, 10, 50.5, 'samtaler', 'Hver uge'
  from plans_plan p, generate_series(1, {INDICATORS}) n, plans_goal g
  where g.plan_id = p.id and g.position = 1 + n % {GOALS};
insert into plans_measurement ({_PARTS}, indicator_id, "on", value, note)
  select {_OF_PLAN}, i.id, date '2025-03-01' + 5 * n, n, 'Talt af SSP'
  from plans_indicator i join plans_plan p on p.id = i.plan_id, generate_series(1, {READINGS}) n;
analyze plans_plan, plans_goal, plans_action, plans_indicator, plans_measurement;
"""


def plant(database: str) -> None:
    """Into an empty, migrated database, as its superuser."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(_SQL)
