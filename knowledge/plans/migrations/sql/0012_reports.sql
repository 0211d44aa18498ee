alter table plans_statusreport
    add constraint plans_statusreport_plan_id_same_tenant foreign key (municipality_id, plan_id)
    references plans_plan (municipality_id, id) on delete cascade deferrable initially deferred;

-- A report stays as it was, whoever asks; who may read it is chosen and chosen again.
create function plans_guard_statusreport() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if to_jsonb(new) - 'is_public' <> to_jsonb(old) - 'is_public' then
        raise exception 'a status report stays as it was' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger plans_guard_statusreport before update on plans_statusreport
    for each row execute function plans_guard_statusreport();

-- It is made of a plan in force, so that nothing of a draft can stand in it.
create function plans_guard_statusreport_plan() returns trigger
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
create trigger plans_guard_statusreport_plan before insert on plans_statusreport
    for each row execute function plans_guard_statusreport_plan();
