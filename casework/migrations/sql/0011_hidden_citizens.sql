-- Citizens of whom a reader may know no case, though there is one: her log counts them in nobody's
-- list, and answers nothing about them.
set local role ctx_owner;
create function sec.hidden_citizens() returns setof uuid
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    select c.subject_id from public.casework_case c
    where c.municipality_id = (select sec.muni()) and c.id in (select sec.hidden_cases())
      and not exists (
        select from public.casework_case o
        where o.municipality_id = c.municipality_id and o.subject_id = c.subject_id
          and o.id not in (select sec.hidden_cases()))
$$;
revoke all on function sec.hidden_citizens() from public;
grant execute on function sec.hidden_citizens() to r_muni;
reset role;
