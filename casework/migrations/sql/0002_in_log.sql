-- The log names cases by their number to those who review it. A leader is told of no case that is
-- hidden from her; the log's own reviewers open none, and are told of all.
set local role ctx_owner;
create function sec.cases_in_log(ids uuid[], asked text, whole_citizen bool)
returns table (id uuid, number text, subject_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with seen as (
        select c.id, c.number, c.subject_id from public.casework_case c
        where c.municipality_id = (select coalesce(sec.log_authority(), sec.muni()))
          and (select sec.role_name()) in ('leader', 'log_reviewer')
          and c.id not in (select sec.hidden_cases()))
    select s.id, s.number, s.subject_id from seen s
    where s.id = any (ids) or s.number = asked
       or whole_citizen and s.subject_id in (select x.subject_id from seen x where x.number = asked)
$$;
revoke all on function sec.cases_in_log(uuid[], text, bool) from public;
grant execute on function sec.cases_in_log(uuid[], text, bool) to r_muni, r_log;
reset role;
