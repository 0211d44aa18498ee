-- Today in Denmark by the server's clock.
create function plans_today() returns date
language sql volatile set search_path = pg_catalog, pg_temp as $$
    select (sec.moment(null) at time zone 'Europe/Copenhagen')::date
$$;
grant execute on function plans_today() to r_muni;

-- When the text of a draft was last changed. What is reported meanwhile on the plan in force is told to
-- its copies, and is no change of the text.
create function plans_date_draft() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    told text[] := '{status,status_reason,reported_on,pace,pace_note,since,edits}';
    plan uuid := coalesce(new.plan_id, old.plan_id); place int := coalesce(new.municipality_id, old.municipality_id);
begin
    if current_user = 'r_muni' and not (tg_op = 'UPDATE' and to_jsonb(new) - told = to_jsonb(old) - told) then
        update public.plans_plan set changed_at = now()
        where municipality_id = place and id = plan and not is_public and changed_at is distinct from now();
    end if;
    return null;
end $$;
create trigger plans_date_draft after insert or update or delete on plans_plansection
    for each row execute function plans_date_draft();
create trigger plans_date_draft after insert or update or delete on plans_goal
    for each row execute function plans_date_draft();
create trigger plans_date_draft after insert or update or delete on plans_action
    for each row execute function plans_date_draft();
create trigger plans_date_draft after insert or update or delete on plans_indicator
    for each row execute function plans_date_draft();
create trigger plans_date_draft after insert or update or delete on plans_actioncard
    for each row execute function plans_date_draft();
create trigger plans_date_draft after insert or update or delete on plans_effect
    for each row execute function plans_date_draft();

-- A plan begins as a draft; it is published by the leader, as the council's decision on it says; then
-- something told of it is dated, and else it stands as it was adopted.
create or replace function plans_guard_plan() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        if new.is_public then
            raise exception 'a plan begins as a draft' using errcode = '42501';
        end if;
        new.changed_at := now();
        return new;
    end if;
    if old.is_public then
        if to_jsonb(new) - 'changed_at' = to_jsonb(old) - 'changed_at' then
            new.changed_at := sec.moment(new.changed_at);
            return new;
        end if;
        if to_jsonb(new) - 'status' <> to_jsonb(old) - 'status' or not (
            new.status = 'archived' and sec.role_name() = 'leader'
            or old.status in ('adopted', 'revising')
               and new.status = public.plans_status_now(new.municipality_id)
        ) then
            raise exception 'a public plan is only replaced' using errcode = '42501';
        end if;
    elsif new.is_public then
        if sec.role_name() <> 'leader' then
            raise exception 'the leader publishes' using errcode = '42501';
        end if;
        if new.status <> 'adopted' or new.adopted_by = ''
           or new.revision_due > new.adopted_on + interval '4 years' then
            raise exception 'adopted by somebody, and revised within four years' using errcode = '23514';
        end if;
        if new.adopted_on > public.plans_today() or not exists (
            select from public.plans_decision d
            where d.municipality_id = new.municipality_id and d.plan_id = new.id and d.stands
              and d.outcome = 'adopted' and d."on" = new.adopted_on
        ) then
            raise exception 'a plan is published as the council adopted it' using errcode = '42501';
        end if;
        new.changed_at := sec.moment(new.changed_at);
    elsif (new.title, new.vision, new.organisation_model) is distinct from (old.title, old.vision, old.organisation_model) then
        new.changed_at := now();
    elsif pg_trigger_depth() = 1 then
        new.changed_at := old.changed_at;
    end if;
    return new;
end $$;
create trigger plans_guard_new_plan before insert on plans_plan
    for each row execute function plans_guard_plan();

-- Of a public action it is reported how far it is, why, and when, which is today. How it goes follows
-- what is held of it (plans_guard_override), and is written nowhere else.
create or replace function plans_guard_report() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare told text[] := '{status,status_reason,reported_on,pace,pace_note,edits}';
begin
    -- Parts become public with their plan, as the owner of the tables.
    if current_user <> 'r_muni' then return new; end if;
    if tg_table_name = 'plans_action' then
        if pg_trigger_depth() = 1 and (tg_op = 'INSERT' and (new.pace, new.pace_note) <> ('', '')
           or tg_op = 'UPDATE' and (new.pace, new.pace_note) <> (old.pace, old.pace_note)) then
            raise exception 'how an action goes is what is held of it' using errcode = '42501';
        end if;
    end if;
    if tg_op = 'UPDATE' then
        if new.is_public <> old.is_public or (old.is_public and
           to_jsonb(new) - told <> to_jsonb(old) - told) then
            raise exception 'of a public action only the status and how it goes are reported' using errcode = '42501';
        end if;
        if old.is_public and (new.status, new.status_reason, new.reported_on)
           is distinct from (old.status, old.status_reason, old.reported_on) then
            new.reported_on := public.plans_today();
        end if;
    end if;
    if new.is_public and not exists (
        select from public.plans_plan p
        where p.municipality_id = new.municipality_id and p.id = new.plan_id and p.status <> 'archived'
    ) then
        raise exception 'only the plan in force is reported on' using errcode = '42501';
    end if;
    if tg_table_name = 'plans_measurement' then
        if new.is_public and new."on" > public.plans_today() then
            raise exception 'what is measured has been' using errcode = '42501';
        end if;
    end if;
    return new;
end $$;
create trigger plans_guard_new_action before insert on plans_action
    for each row execute function plans_guard_report();

-- A decision is written down now, of a meeting that has been, as the first wording or as the next one of
-- a wording that stands, which it ends. By itself one is only withdrawn; never the one a plan is in force by.
create or replace function plans_guard_decision() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare was public.plans_decision;
begin
    -- Decisions become public with their plan, as the owner of the tables.
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'UPDATE' then
        if not old.stands or new.stands
           or to_jsonb(new) - '{stands,ended_at}'::text[] <> to_jsonb(old) - '{stands,ended_at}'::text[]
           or old.is_public and old.outcome = 'adopted' and pg_trigger_depth() = 1 then
            raise exception 'a decision is only ended' using errcode = '42501';
        end if;
        new.ended_at := sec.moment(new.ended_at);
        return new;
    end if;
    new.written_at := sec.moment(new.written_at);
    if not new.stands or new."on" > public.plans_today() then
        raise exception 'a decision is written when it is made' using errcode = '42501';
    end if;
    if new.edits > 0 then
        update public.plans_decision set stands = false, ended_at = new.written_at
        where municipality_id = new.municipality_id and entry = new.entry and plan_id = new.plan_id
          and edits = new.edits - 1 and stands
        returning * into was;
    end if;
    if new.edits > 0 and was.id is null
       or new.edits = 0 and exists (select from public.plans_decision d
           where d.municipality_id = new.municipality_id and d.entry = new.entry) then
        raise exception 'a correction follows the wording that stands' using errcode = '42501';
    end if;
    if new.is_public and (was.outcome = 'adopted' and new.outcome <> 'adopted' or exists (
        select from public.plans_plan p where p.municipality_id = new.municipality_id and p.id = new.plan_id
          and (new."on" > p.adopted_on or new.outcome = 'adopted' and new."on" <> p.adopted_on)
    )) then
        raise exception 'a plan in force stands as it was adopted' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger plans_guard_new_decision before insert on plans_decision
    for each row execute function plans_guard_decision();

-- What is held of an action is said now by who says it, of the plan in force, stays as it was said, and
-- is ended once; the action says the same.
create or replace function plans_guard_override() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'UPDATE' and (old.ended_at is not null or new.ended_at is null
       or to_jsonb(new) - '{ended_at,ended_by_name}'::text[] <> to_jsonb(old) - '{ended_at,ended_by_name}'::text[]) then
        raise exception 'what was held of an action is only ended' using errcode = '42501';
    end if;
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'UPDATE' then
        new.ended_at := sec.moment(new.ended_at);
        new.ended_by_name := sec.own_name();
        update public.plans_action set pace = '', pace_note = ''
        where municipality_id = new.municipality_id and id = new.action_id;
        return new;
    end if;
    if new.ended_at is not null or new.ended_by_name <> '' or new.reason !~ '\S' then
        raise exception 'what is held of an action begins now, with a reason' using errcode = '42501';
    end if;
    new.made_at := sec.moment(new.made_at);
    new.made_by_name := sec.own_name();
    update public.plans_action a
    set pace = new.pace, pace_note = case when new.is_reason_public then new.reason else '' end
    where a.municipality_id = new.municipality_id and a.id = new.action_id and a.plan_id = new.plan_id
      and a.is_public;
    if not found then
        raise exception 'of the plan in force' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger plans_guard_new_override before insert on plans_override
    for each row execute function plans_guard_override();
