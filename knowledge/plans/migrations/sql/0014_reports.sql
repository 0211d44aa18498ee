-- Whether what a report keeps of a plan's goals, actions and readings is what stands in it now. The
-- sentences made of that are the application's.
create function plans_is_as_frozen(told jsonb, p plans_plan, today date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    with goals as (select g from jsonb_array_elements(told->'goals') g),
    actions as (
        select x->>'key' as key, g->>'text', x->>'title', x->>'owner', x->>'code', x->>'reason', x->>'reported_on',
            x->>'pace' as pace
        from goals, jsonb_array_elements(g->'actions') x),
    own_actions as (
        select a.id::text, o.text, a.title, a.owner, a.status, a.status_reason, coalesce(a.reported_on::text, ''),
            -- Of what is held of it the public reason, and nothing while neither that nor its end matters.
            case when a.status in ('done', 'dropped') or a.pace <> 'late' and coalesce(a."end" >= today, true) then ''
                else (select n.pace from actions n where n.key = a.id::text
                      and (a.pace = '' or right(n.pace, length(btrim(a.pace_note))) = btrim(a.pace_note))) end
        from public.plans_action a join public.plans_goal o on o.municipality_id = a.municipality_id and o.id = a.goal_id
        where a.municipality_id = p.municipality_id and a.plan_id = p.id and not a.is_removed and not o.is_removed),
    indicators as (
        select x->>'key' as key, g->>'text', x->>'name', x->>'unit', (x->>'baseline')::numeric, (x->>'target')::numeric
        from goals, jsonb_array_elements(g->'indicators') x),
    own_indicators as (
        select i.id::text as key, o.text, i.name, i.unit, i.baseline, i.target
        from public.plans_indicator i join public.plans_goal o on o.municipality_id = i.municipality_id and o.id = i.goal_id
        where i.municipality_id = p.municipality_id and i.plan_id = p.id and not i.is_removed and not o.is_removed),
    readings as (
        select x->>'key' as key, (r->>0)::date as day, (r->>1)::numeric, r->>2
        from goals, jsonb_array_elements(g->'indicators') x, jsonb_array_elements(x->'readings') r),
    own_readings as (
        select m.indicator_id::text as key, m."on" as day, m.value, m.note from public.plans_measurement m
        where m.municipality_id = p.municipality_id and m.plan_id = p.id and not m.is_removed)
    select (told->>'title', told->>'version', told->>'adopted_on', told->>'revision_due')
           is not distinct from (p.title::text, p.version::text, coalesce(p.adopted_on::text, ''), coalesce(p.revision_due::text, ''))
       and not exists (select g->>'text' from goals except all
           select o.text from public.plans_goal o
           where o.municipality_id = p.municipality_id and o.plan_id = p.id and not o.is_removed)
       and not exists (select from (select * from actions except all select * from own_actions) x)
       and not exists (select from (select * from own_actions except all select * from actions) x)
       and not exists (select from (select * from indicators except all select * from own_indicators) x)
       and not exists (select from (select * from own_indicators except all select * from indicators) x)
       and not exists (select from (select * from readings except select * from own_readings) x)
       and not exists (select from (select m.key, m.day from own_readings m
           where m.key in (select i.key from own_indicators i) except select r.key, r.day from readings r) x)
$$;
grant execute on function plans_is_as_frozen(jsonb, plans_plan, date) to r_muni;

-- A report is made now of a plan in force, so that nothing of a draft can stand in it and nothing that
-- does not stand in the plan; for the half-year or the year at hand, or the one before.
create or replace function plans_guard_statusreport_plan() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare p public.plans_plan; today date;
begin
    select * into p from public.plans_plan x
    where x.municipality_id = new.municipality_id and x.id = new.plan_id
      and x.is_public and x.status <> 'archived';
    if not found then
        raise exception 'only the plan in force is frozen' using errcode = '42501';
    end if;
    if current_user <> 'r_muni' then return new; end if;
    new.frozen_at := sec.moment(new.frozen_at);
    today := (new.frozen_at at time zone 'Europe/Copenhagen')::date;
    if new.period_from > today or new.period_to < date_trunc('year', today) - interval '1 day'
       or to_char(new.period_from, 'MMDD') || to_char(new.period_to, 'MMDD') not in ('01010630', '07011231', '01011231')
       or date_trunc('year', new.period_from) <> date_trunc('year', new.period_to) then
        raise exception 'a report is for the period at hand or the one before' using errcode = '42501';
    end if;
    if not coalesce(public.plans_is_as_frozen(new.content, p, today), false) then
        raise exception 'a report says what stands in the plan' using errcode = '42501';
    end if;
    return new;
end $$;
