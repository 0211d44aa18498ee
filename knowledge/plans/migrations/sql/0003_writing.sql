-- A goal goes with its actions and indicators, an indicator with its measurements.
alter table plans_action
    drop constraint plans_action_goal_id_same_tenant,
    add constraint plans_action_goal_id_same_tenant foreign key (municipality_id, goal_id)
    references plans_goal (municipality_id, id) on delete cascade deferrable initially deferred;
alter table plans_indicator
    drop constraint plans_indicator_goal_id_same_tenant,
    add constraint plans_indicator_goal_id_same_tenant foreign key (municipality_id, goal_id)
    references plans_goal (municipality_id, id) on delete cascade deferrable initially deferred;
alter table plans_measurement
    drop constraint plans_measurement_indicator_id_same_tenant,
    add constraint plans_measurement_indicator_id_same_tenant foreign key (municipality_id, indicator_id)
    references plans_indicator (municipality_id, id) on delete cascade deferrable initially deferred;

-- What is public stands as it was adopted. The leader replaces it by the next version; those who
-- lead the work report how far an action is and what was measured. Nothing else changes.
create function plans_guard_plan() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return new; end if;
    if old.is_public then
        if new.status <> 'archived' or sec.role_name() <> 'leader'
           or to_jsonb(new) - 'status' <> to_jsonb(old) - 'status' then
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
create trigger plans_guard_plan before update on plans_plan
    for each row execute function plans_guard_plan();

create function plans_guard_report() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    -- Parts become public with their plan, as the owner of the tables.
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'UPDATE' then
        if new.is_public <> old.is_public or (old.is_public and
           to_jsonb(new) - '{status,edits}'::text[] <> to_jsonb(old) - '{status,edits}'::text[]) then
            raise exception 'of a public action only the status is reported' using errcode = '42501';
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
create trigger plans_guard_action before update on plans_action
    for each row execute function plans_guard_report();
create trigger plans_guard_measurement before insert on plans_measurement
    for each row execute function plans_guard_report();
