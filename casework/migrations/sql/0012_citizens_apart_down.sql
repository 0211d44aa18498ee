alter policy r_muni_1_insert on casework_repeatcheck with check (municipality_id = (select sec.muni()));
alter policy r_muni_1_insert on casework_concern with check (municipality_id = (select sec.muni()));
drop policy r_muni_points_update on casework_case;
drop policy r_muni_points_insert on casework_case;
set local role ctx_owner;
create or replace function sec.led_cases() returns table (id uuid, kept_until date)
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    with recursive led (id, kept) as (
        select j.gone_id, j.case_id from public.casework_casejoin j
        where j.municipality_id = (select sec.muni()) and j.undone_at is null
        union
        select l.id, j.case_id from led l join public.casework_casejoin j on j.gone_id = l.kept
        where j.municipality_id = (select sec.muni()) and j.undone_at is null
    )
    -- Nothing while one of them is not closed.
    select l.id, case when bool_and(k.state = 'closed')
                      then max(greatest(k.delete_earliest, k.hold_until + 1)) end
    from led l join public.casework_case k
      on k.municipality_id = (select sec.muni()) and k.id = l.kept
    group by l.id
$$;

drop function sec.tell_alike(uuid[], uuid, text[], bytea[], int);
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

drop function sec.cases_about(uuid[]);
create or replace function sec.concerns_about(citizen uuid)
returns table (case_id uuid, number text, received_at timestamptz, closure_reason text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select c.id, c.number, x.received_at, c.closure_reason
    from public.casework_case c
    join public.casework_concern x on x.municipality_id = c.municipality_id and x.case_id = c.id
    where c.municipality_id = sec.muni() and c.subject_id = citizen
$$;

create or replace function sec.hidden_citizens() returns setof uuid
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    select c.subject_id from public.casework_case c
    where c.municipality_id = (select sec.muni()) and c.id in (select sec.hidden_cases())
      and not exists (
        select from public.casework_case o
        where o.municipality_id = c.municipality_id and o.subject_id = c.subject_id
          and o.id not in (select sec.hidden_cases()))
$$;

revoke all on function sec.tell_alike(uuid[], uuid) from public;
grant execute on function sec.tell_alike(uuid[], uuid) to r_muni;
reset role;
