drop trigger plans_guard_new_override on plans_override;
create or replace function plans_guard_override() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if old.ended_at is not null or new.ended_at is null
       or to_jsonb(new) - '{ended_at,ended_by_name}'::text[] <> to_jsonb(old) - '{ended_at,ended_by_name}'::text[] then
        raise exception 'what was held of an action is only ended' using errcode = '42501';
    end if;
    return new;
end $$;
drop trigger plans_guard_new_decision on plans_decision;
create or replace function plans_guard_decision() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    -- Decisions become public with their plan, as the owner of the tables.
    if current_user <> 'r_muni' then return new; end if;
    if not old.stands or new.stands
       or to_jsonb(new) - '{stands,ended_at}'::text[] <> to_jsonb(old) - '{stands,ended_at}'::text[] then
        raise exception 'a decision is only ended' using errcode = '42501';
    end if;
    return new;
end $$;
drop trigger plans_guard_new_action on plans_action;
create or replace function plans_guard_report() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    -- Parts become public with their plan, as the owner of the tables.
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'UPDATE' then
        if new.is_public <> old.is_public or (old.is_public and
           to_jsonb(new) - '{status,status_reason,reported_on,pace,pace_note,edits}'::text[] <> to_jsonb(old) - '{status,status_reason,reported_on,pace,pace_note,edits}'::text[]) then
            raise exception 'of a public action only the status and how it goes are reported' using errcode = '42501';
        end if;
    end if;
    if new.is_public and not exists (
        select from public.plans_plan p
        where p.municipality_id = new.municipality_id and p.id = new.plan_id and p.status <> 'archived'
    ) then
        raise exception 'only the plan in force is reported on' using errcode = '42501';
    end if;
    return new;
end $$;
drop trigger plans_guard_new_plan on plans_plan;
create or replace function plans_guard_plan() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return new; end if;
    if old.is_public then
        if to_jsonb(new) - 'changed_at' = to_jsonb(old) - 'changed_at' then return new; end if;
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
    end if;
    return new;
end $$;
drop trigger plans_date_draft on plans_effect;
drop trigger plans_date_draft on plans_actioncard;
drop trigger plans_date_draft on plans_indicator;
drop trigger plans_date_draft on plans_action;
drop trigger plans_date_draft on plans_goal;
drop trigger plans_date_draft on plans_plansection;
drop function plans_date_draft();
drop function plans_today();
