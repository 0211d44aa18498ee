-- The concerns of hidden cases: what a reporter wrote is hidden with the case it became part of.
set local role ctx_owner;
create function sec.hidden_concerns() returns setof uuid
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    select c.id from public.casework_concern c
    where c.municipality_id = (select sec.muni()) and c.case_id in (select sec.hidden_cases())
$$;
revoke all on function sec.hidden_concerns() from public;
grant execute on function sec.hidden_concerns() to r_muni;
reset role;
