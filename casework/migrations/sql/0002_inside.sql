-- Inside a municipality not everybody reads everything: a restricted case, and what hangs on it, is
-- for its named readers only. Restricted cases are few, so a list pays for them with one look at a
-- partial index, and only when it meets one.
create index case_restricted on casework_case (municipality_id) where restricted;

set local role ctx_owner;
create function sec.hidden_cases() returns setof uuid
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    select c.id from public.casework_case c
    where c.municipality_id = (select sec.muni()) and c.restricted and not exists (
        select from public.casework_casereader r
        where r.municipality_id = c.municipality_id and r.user_id = (select sec.user_id())
          and r.case_id = c.id and r.until is null)
$$;

-- The same question about one case: the table of cases asks it of the few restricted ones it meets.
create function sec.opens_case(asked uuid) returns bool
language sql stable security definer cost 10 set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from public.casework_casereader r
        where r.municipality_id = sec.muni() and r.user_id = sec.user_id()
          and r.case_id = asked and r.until is null)
$$;

-- The screenings of hidden cases, which know their case by its key only.
create function sec.hidden_screenings() returns setof uuid
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    select s.id from public.screening_screening s
    where s.municipality_id = (select sec.muni()) and s.subject_id in (select sec.hidden_cases())
$$;

-- A concern joins the citizen's running case also when its registrar may not open it. She is told
-- which it is, and that is all.
create function sec.join_hidden_case(citizen uuid, ended text[], at timestamptz)
returns table (id uuid, number text)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    update public.casework_case c set updated_at = at
    where c.id = (
        select x.id from public.casework_case x
        where x.municipality_id = sec.muni() and x.subject_id = citizen and x.state <> all (ended)
          and x.id in (select sec.hidden_cases())
        order by x.received_at desc limit 1 for update)
    returning c.id, c.number
$$;

-- Earlier concerns count whoever may open their cases: when they came, and how the case ended.
create function sec.concerns_about(citizen uuid)
returns table (case_id uuid, number text, received_at timestamptz, closure_reason text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select c.id, c.number, x.received_at, c.closure_reason
    from public.casework_case c
    join public.casework_concern x on x.municipality_id = c.municipality_id and x.case_id = c.id
    where c.municipality_id = sec.muni() and c.subject_id = citizen
$$;

revoke all on function sec.hidden_cases(), sec.hidden_screenings(), sec.opens_case(uuid), sec.join_hidden_case(uuid, text[], timestamptz),
    sec.concerns_about(uuid) from public;
grant execute on function sec.hidden_cases(), sec.hidden_screenings(), sec.opens_case(uuid), sec.join_hidden_case(uuid, text[], timestamptz),
    sec.concerns_about(uuid) to r_muni;
reset role;
