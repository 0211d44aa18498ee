-- A citizen of whom somebody may know no case is hidden with her cases: her row, her search keys, what
-- she was joined from. Whoever was joined to her goes with her.
set local role ctx_owner;
create or replace function sec.hidden_citizens() returns setof uuid
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    with recursive hidden (id) as (
        select c.subject_id from public.casework_case c
        where c.municipality_id = (select sec.muni()) and c.id in (select sec.hidden_cases())
          and not exists (
            select from public.casework_case o
            where o.municipality_id = c.municipality_id and o.subject_id = c.subject_id
              and o.id not in (select sec.hidden_cases()))
        union
        select j.other_id from hidden h
        join public.casework_citizenjoin j
          on j.municipality_id = (select sec.muni()) and j.kept_id = h.id and j.undone_at is null
        where not exists (
            select from public.casework_case o
            where o.municipality_id = j.municipality_id and o.subject_id = j.other_id
              and o.id not in (select sec.hidden_cases()))
    )
    select h.id from hidden h
$$;

-- Earlier concerns count for who may know their cases: when they came, and how the case ended.
create or replace function sec.concerns_about(citizen uuid)
returns table (case_id uuid, number text, received_at timestamptz, closure_reason text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select c.id, c.number, x.received_at, c.closure_reason
    from public.casework_case c
    join public.casework_concern x on x.municipality_id = c.municipality_id and x.case_id = c.id
    where c.municipality_id = sec.muni() and c.subject_id = citizen
      and c.id not in (select sec.hidden_cases())
$$;

-- Who joins two citizens whom she knows, or undoes it, must know that one of them has a case she does
-- not see: the keys of all, and nothing more.
create function sec.cases_about(citizens uuid[]) returns setof uuid
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    select c.id from public.casework_case c
    where c.municipality_id = sec.muni() and c.subject_id = any (citizens)
      and c.state <> 'erased' and c.subject_id not in (select sec.hidden_citizens())
$$;

-- The readers of a restricted case are told of a later one whose citizen may be theirs. `met` are those
-- whom the registrar met; for those who are hidden from her the keys are compared here, by the rule of
-- casework.rules.identity.matching, because whoever reads them can try out names.
drop function sec.tell_alike(uuid[], uuid);
create function sec.tell_alike(met uuid[], later uuid, kinds text[], hashes bytea[], born int) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    with found as (
        select s.id, array_agg(k.kind::text) as kinds, 'cpr' = any (kinds) and exists (
                   select from public.casework_subjectkey n
                   where n.municipality_id = s.municipality_id and n.subject_id = s.id and n.kind = 'cpr')
                   as has_numbers,
               case when born is null or s.birth_year is null then 'unknown'
                    when born = s.birth_year then 'same'
                    when abs(born - s.birth_year) = 1 then 'near' else 'different' end as years
        from unnest(kinds, hashes) sought (kind, hash)
        join public.casework_subjectkey k
          on k.municipality_id = sec.muni() and k.kind = sought.kind and k.hash = sought.hash
        join public.casework_subject s on s.municipality_id = k.municipality_id and s.id = k.subject_id
        where s.id in (select sec.hidden_citizens())
        group by s.municipality_id, s.id, s.birth_year
    ), compared as (
        select f.id, f.kinds && '{loose,given_name,surname}' and not f.has_numbers as weakly,
               f.years, 'cpr' = any (f.kinds) or 'equal' = any (f.kinds)
               or f.kinds && '{variant,phonetic}' and f.years <> 'different' as strongly
        from found f
    ), weak as (
        select c.id from compared c where c.weakly and not c.strongly and c.years in ('unknown', 'near')
    ), citizens as (
        select unnest(met) as id
        union select c.id from compared c where c.strongly or c.weakly and c.years = 'same'
        union select w.id from weak w where (select count(*) from weak) <= 4
    )
    insert into public.notifications_notice (id, authority_id, user_id, kind, about, occasion, made_at)
    select gen_random_uuid(), c.municipality_id, r.user_id, 'concern_alike', c.id, later::text, now()
    from public.casework_case c
    join public.casework_casereader r
      on r.municipality_id = c.municipality_id and r.case_id = c.id and r.until is null
    where c.municipality_id = sec.muni() and c.restricted and c.state <> 'erased'
      and c.subject_id in (select x.id from citizens x) and c.id <> later and r.user_id <> sec.user_id()
    on conflict do nothing
$$;

-- When a case that is not seen may go is told to nobody who does not see it.
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
    where l.id not in (select sec.hidden_cases())
    group by l.id
$$;
revoke all on function sec.cases_about(uuid[]), sec.tell_alike(uuid[], uuid, text[], bytea[], int) from public;
grant execute on function sec.cases_about(uuid[]), sec.tell_alike(uuid[], uuid, text[], bytea[], int) to r_muni;
reset role;

-- No case becomes one about a citizen whom its writer may not know.
create policy r_muni_points_insert on casework_case as restrictive for insert to r_muni
    with check (subject_id not in (select sec.hidden_citizens()));
create policy r_muni_points_update on casework_case as restrictive for update to r_muni
    using (true) with check (subject_id not in (select sec.hidden_citizens()));

-- A concern is put on no case that its registrar is shut out of.
alter policy r_muni_1_insert on casework_concern
    with check (municipality_id = (select sec.muni()) and case_id not in (select sec.hidden_cases()));
alter policy r_muni_1_insert on casework_repeatcheck
    with check (municipality_id = (select sec.muni()) and case_id not in (select sec.hidden_cases()));
