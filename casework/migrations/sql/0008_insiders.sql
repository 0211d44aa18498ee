-- Who is on the list of a restricted case is for who leads; others only take a list along to a later
-- case about the same citizen. A name on it is ended, never rewritten.
create function public.casework_guard_reader() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' or sec.role_name() in ('coordinator', 'leader') then
        if tg_op = 'UPDATE' and to_jsonb(new) - 'until' <> to_jsonb(old) - 'until' then
            raise exception 'a reader is ended, never rewritten' using errcode = '42501';
        end if;
        return new;
    end if;
    if tg_op = 'INSERT' and exists (
        select from public.casework_case mine
        join public.casework_case other
          on other.municipality_id = mine.municipality_id and other.subject_id = mine.subject_id
             and other.id <> mine.id and other.restricted
        join public.casework_casereader r
          on r.municipality_id = other.municipality_id and r.case_id = other.id
             and r.user_id = new.user_id and r.until is null
        where mine.municipality_id = new.municipality_id and mine.id = new.case_id) then
        return new;
    end if;
    raise exception 'who leads says who reads a restricted case' using errcode = '42501';
end $$;
create trigger guard_reader before insert or update on casework_casereader
    for each row execute function public.casework_guard_reader();

-- Nor is a restriction lifted by anybody else.
create function public.casework_keep_restriction() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user = 'r_muni' and old.restricted and not new.restricted
       and sec.role_name() not in ('coordinator', 'leader') then
        raise exception 'who leads lifts a restriction' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger keep_restriction before update of restricted on casework_case
    for each row execute function public.casework_keep_restriction();

-- A source that was promised protection keeps it.
create function public.casework_keep_protection() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if old.protected_source and not new.protected_source then
        raise exception 'the protection of a source is never lifted' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger keep_protection before update of protected_source on casework_concern
    for each row execute function public.casework_keep_protection();

-- What was reported does not vanish for who assesses it when it becomes part of a hidden case: number
-- and time are told, and nothing of the case.
set local role ctx_owner;
create function sec.reports_elsewhere() returns table (id uuid, receipt varchar, received_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select r.id, r.receipt, r.received_at from public.casework_report r
    where r.municipality_id = sec.muni() and sec.role_name() in ('coordinator', 'leader')
      and r.concern_id in (select sec.hidden_concerns())
$$;

-- The readers of a restricted case are told of a later one whose citizen may be theirs. Who registers
-- it may not know them, nor that there is such a case, and is answered nothing.
create function sec.tell_alike(citizens uuid[], later uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into public.notifications_notice (id, authority_id, user_id, kind, about, occasion, made_at)
    select gen_random_uuid(), c.municipality_id, r.user_id, 'concern_alike', c.id, later::text, now()
    from public.casework_case c
    join public.casework_casereader r
      on r.municipality_id = c.municipality_id and r.case_id = c.id and r.until is null
    where c.municipality_id = sec.muni() and c.restricted and c.state <> 'erased'
      and c.subject_id = any (citizens) and c.id <> later and r.user_id <> sec.user_id()
    on conflict do nothing
$$;
revoke all on function sec.reports_elsewhere(), sec.tell_alike(uuid[], uuid) from public;
grant execute on function sec.reports_elsewhere(), sec.tell_alike(uuid[], uuid) to r_muni;
reset role;
