-- That something in a public plan was told is dated; else it stands as it was adopted.
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
