-- Copies that follow the screening, and the only way a screening moves on.
-- All run as ctx_owner: a party cannot see the other's rating, so it cannot move it either.
set local role ctx_owner;

-- The one moment the policies compare with. Withdrawn is long ago: it holds at once, whatever the
-- clocks of the application and of a running transaction say.
create function sec.access_ends(district int, revoked_at timestamptz, expires_at timestamptz) returns timestamptz
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case when district is null then null
                when revoked_at is not null then timestamptz 'epoch'
                else expires_at end
$$;

-- A new child row takes the screening's district and the end of its access, whatever it came with.
create function sec.follow_screening() returns trigger
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

-- A changed invitation reaches every child row at once.
create function sec.push_access() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare ends timestamptz := sec.access_ends(new.district_id, new.revoked_at, new.expires_at);
begin
    update public.screening_rating set district_id = new.district_id, access_ends = ends
        where municipality_id = new.municipality_id and screening_id = new.id;
    update public.screening_addendum set district_id = new.district_id, access_ends = ends
        where municipality_id = new.municipality_id and screening_id = new.id;
    update public.screening_consensus set district_id = new.district_id, access_ends = ends
        where municipality_id = new.municipality_id and screening_id = new.id;
    update public.screening_screeningaccess set district_id = new.district_id, access_ends = ends
        where municipality_id = new.municipality_id and screening_id = new.id;
    return null;
end $$;

-- Read locks and signatures off the child rows and move the screening on: open when everybody who
-- still has access has locked, agreed when both have signed. Safe to repeat; answers the state.
create function sec.settle_screening(screening uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s record; c record; mine timestamptz; theirs timestamptz; waits bool;
begin
    select * into s from public.screening_screening x where x.id = screening for update;
    if not coalesce(s.municipality_id = sec.muni(), false)
       and not coalesce(s.district_id = sec.district() and s.revoked_at is null and s.expires_at > now(), false) then
        raise exception 'not a party' using errcode = '42501';
    end if;
    select r.locked_at into mine from public.screening_rating r
        where r.municipality_id = s.municipality_id and r.screening_id = s.id and r.authority_id = s.municipality_id;
    select r.locked_at into theirs from public.screening_rating r
        where r.municipality_id = s.municipality_id and r.screening_id = s.id and r.authority_id = s.district_id;
    waits := coalesce(s.district_id is not null and s.revoked_at is null and s.expires_at > now(), false)
             and theirs is null;
    if s.state = 'open' and mine is not null and not waits then
        update public.screening_rating set opened = true
            where municipality_id = s.municipality_id and screening_id = s.id and locked_at is not null;
        update public.screening_addendum set opened = true
            where municipality_id = s.municipality_id and screening_id = s.id;
        s.state := 'opened';
        s.opened_at := greatest(mine, theirs, s.revoked_at);
    end if;
    select x.signed_by_municipality_at as one, x.signed_by_police_at as other into c
        from public.screening_consensus x where x.municipality_id = s.municipality_id and x.screening_id = s.id;
    if s.state = 'opened' and c.one is not null and c.other is not null then
        s.state := 'agreed';
        s.agreed_at := greatest(c.one, c.other);
    end if;
    update public.screening_screening x
        set state = s.state, municipality_locked_at = mine, police_locked_at = theirs,
            opened_at = s.opened_at, agreed_at = s.agreed_at
        where x.id = s.id;
    return s.state;
end $$;

revoke all on function sec.access_ends(int, timestamptz, timestamptz), sec.follow_screening(), sec.push_access(), sec.settle_screening(uuid) from public;
grant execute on function sec.follow_screening(), sec.push_access() to portal_owner;
grant execute on function sec.settle_screening(uuid) to r_muni, r_police;
reset role;

create trigger follow_screening before insert on screening_rating
    for each row execute function sec.follow_screening();
create trigger follow_screening before insert on screening_addendum
    for each row execute function sec.follow_screening();
create trigger follow_screening before insert on screening_consensus
    for each row execute function sec.follow_screening();
create trigger follow_screening before insert on screening_screeningaccess
    for each row execute function sec.follow_screening();
create trigger push_access after update of district_id, revoked_at, expires_at on screening_screening
    for each row execute function sec.push_access();
