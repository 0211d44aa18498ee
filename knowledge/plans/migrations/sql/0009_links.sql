-- An effect is as public as its plan, and goes with it, its action and its indicator.
alter table plans_effect
    add constraint plans_effect_as_public_as_its_plan foreign key (municipality_id, plan_id, is_public)
    references plans_plan (municipality_id, id, is_public) on update cascade on delete cascade,
    add constraint plans_effect_action_id_same_tenant foreign key (municipality_id, action_id)
    references plans_action (municipality_id, id) on delete cascade deferrable initially deferred,
    add constraint plans_effect_indicator_id_same_tenant foreign key (municipality_id, indicator_id)
    references plans_indicator (municipality_id, id) on delete cascade deferrable initially deferred;

-- What was removed with something else before this was remembered comes back with it, as it did.
update plans_action a set removed_with = g.id from plans_goal g
where g.id = a.goal_id and g.is_removed and a.is_removed;
update plans_indicator i set removed_with = g.id from plans_goal g
where g.id = i.goal_id and g.is_removed and i.is_removed;
update plans_measurement m set removed_with = coalesce(i.removed_with, i.id) from plans_indicator i
where i.id = m.indicator_id and i.is_removed and m.is_removed;

-- A plan in force is "revising" exactly while its municipality has a draft. Whoever writes plans
-- brings that about and nothing else.
create function plans_status_now(place integer) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select case when exists (
        select from public.plans_plan where municipality_id = place and not is_public
    ) then 'revising' else 'adopted' end
$$;
grant execute on function plans_status_now(integer) to r_muni;
create function plans_mark_revision() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare place integer := coalesce(new.municipality_id, old.municipality_id);
begin
    update public.plans_plan set status = public.plans_status_now(place)
    where municipality_id = place and is_public and status in ('adopted', 'revising')
      and status <> public.plans_status_now(place);
    return null;
end $$;
create trigger plans_mark_revision after insert or delete or update of is_public, status on plans_plan
    for each row execute function plans_mark_revision();

create or replace function plans_guard_plan() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return new; end if;
    if old.is_public then
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

update plans_plan set status = plans_status_now(municipality_id)
where is_public and status in ('adopted', 'revising') and status <> plans_status_now(municipality_id);
