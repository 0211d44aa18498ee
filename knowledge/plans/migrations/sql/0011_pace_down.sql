drop trigger plans_guard_override on plans_override;
drop function plans_guard_override();
alter table plans_override
    drop constraint plans_override_action_id_same_tenant,
    drop constraint plans_override_plan_id_same_tenant;
create or replace function plans_guard_report() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    -- Parts become public with their plan, as the owner of the tables.
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'UPDATE' then
        if new.is_public <> old.is_public or (old.is_public and
           to_jsonb(new) - '{status,status_reason,edits}'::text[] <> to_jsonb(old) - '{status,status_reason,edits}'::text[]) then
            raise exception 'of a public action only the status and its reason are reported' using errcode = '42501';
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
