set local role ctx_owner;
drop function sec.withdrawn_screenings();
reset role;
create or replace function screening_guard_screening() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user = 'ctx_owner' then return new; end if;
    if tg_op = 'INSERT' then
        if new.state <> 'open' then
            raise exception 'a screening begins open' using errcode = '23514';
        end if;
        new.municipality_locked_at := null; new.police_locked_at := null;
        new.opened_at := null; new.agreed_at := null;
        return new;
    end if;
    if (new.municipality_locked_at, new.police_locked_at, new.opened_at, new.agreed_at)
           is distinct from
       (old.municipality_locked_at, old.police_locked_at, old.opened_at, old.agreed_at)
       or (new.municipality_id, new.version_id, new.subset, new.subject_id)
           is distinct from (old.municipality_id, old.version_id, old.subset, old.subject_id)
       or (new.state <> old.state and (old.state, new.state) <> ('open', 'cancelled')) then
        raise exception 'only locks and signatures move a screening' using errcode = '23514';
    end if;
    if new.state <> old.state then
        if current_user <> 'r_muni' or new.cancelled_by is distinct from sec.user_id()
           or sec.role_name() not in ('coordinator', 'leader') then
            raise exception 'who orders a screening calls it off, in her own name' using errcode = '42501';
        end if;
    elsif (new.cancelled_at, new.cancelled_by, new.cancelled_by_name, new.cancel_reason)
              is distinct from
          (old.cancelled_at, old.cancelled_by, old.cancelled_by_name, old.cancel_reason) then
        raise exception 'a cancelled screening is never changed' using errcode = '23514';
    end if;
    return new;
end $$;
