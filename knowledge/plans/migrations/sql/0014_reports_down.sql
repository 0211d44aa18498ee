create or replace function plans_guard_statusreport_plan() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from public.plans_plan p
        where p.municipality_id = new.municipality_id and p.id = new.plan_id
          and p.is_public and p.status <> 'archived'
    ) then
        raise exception 'only the plan in force is frozen' using errcode = '42501';
    end if;
    return new;
end $$;
drop function plans_is_as_frozen(jsonb, plans_plan, date);
