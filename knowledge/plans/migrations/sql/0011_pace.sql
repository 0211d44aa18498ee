-- Of a public action it is reported how far it is and how it goes, why, and when.
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

-- What was held of an action goes with it, and stays as it was said: it is only ended.
alter table plans_override
    add constraint plans_override_plan_id_same_tenant foreign key (municipality_id, plan_id)
    references plans_plan (municipality_id, id) on delete cascade deferrable initially deferred,
    add constraint plans_override_action_id_same_tenant foreign key (municipality_id, action_id)
    references plans_action (municipality_id, id) on delete cascade deferrable initially deferred;
create function plans_guard_override() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if old.ended_at is not null or new.ended_at is null
       or to_jsonb(new) - '{ended_at,ended_by_name}'::text[] <> to_jsonb(old) - '{ended_at,ended_by_name}'::text[] then
        raise exception 'what was held of an action is only ended' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger plans_guard_override before update on plans_override
    for each row execute function plans_guard_override();
