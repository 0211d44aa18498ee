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
    if (new.state, new.municipality_locked_at, new.police_locked_at, new.opened_at, new.agreed_at)
           is distinct from
       (old.state, old.municipality_locked_at, old.police_locked_at, old.opened_at, old.agreed_at)
       or (new.municipality_id, new.version_id, new.subset, new.subject_id)
           is distinct from (old.municipality_id, old.version_id, old.subset, old.subject_id) then
        raise exception 'only locks and signatures move a screening' using errcode = '23514';
    end if;
    return new;
end $$;

set local role ctx_owner;
create or replace function sec.follow_screening() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s record;
begin
    select x.district_id, x.revoked_at, x.expires_at, x.state into s
    from public.screening_screening x
    where x.municipality_id = new.municipality_id and x.id = new.screening_id;
    new.district_id := s.district_id;
    new.access_ends := sec.access_ends(s.district_id, s.revoked_at, s.expires_at);
    if tg_table_name = 'screening_rating' then
        if s.state <> 'open' then
            raise exception 'the screening is closed for new ratings' using errcode = '23514';
        end if;
        new.opened := false;
    elsif tg_table_name = 'screening_addendum' then
        new.opened := s.state <> 'open';
    end if;
    return new;
end $$;
reset role;
