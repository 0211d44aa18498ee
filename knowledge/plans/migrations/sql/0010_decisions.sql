-- A decision is as public as its plan, and goes with it.
alter table plans_decision
    add constraint plans_decision_as_public_as_its_plan foreign key (municipality_id, plan_id, is_public)
    references plans_plan (municipality_id, id, is_public) on update cascade on delete cascade;

-- What was written stays as it was written: a correction is a row of its own, and ends this one.
create function plans_guard_decision() returns trigger
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
create trigger plans_guard_decision before update on plans_decision
    for each row execute function plans_guard_decision();
create trigger plans_guard_decision_plan before insert on plans_decision
    for each row execute function plans_guard_report();
