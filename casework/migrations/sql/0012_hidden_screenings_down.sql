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
        new.opened := s.state in ('opened', 'agreed');
    end if;
    return new;
end $$;

create or replace function sec.settle_screening(screening uuid) returns text
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
reset role;
