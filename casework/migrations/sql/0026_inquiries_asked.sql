-- Who can be asked in the portal: authorities in which somebody may answer now. Membership is not the asker's
-- to read, and she is told of no person in it.
set local role ctx_owner;
create function sec.answering() returns table (authority_id int, user_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select distinct m.authority_id::int, m.user_id from public.accounts_membership m
    where m.active and m.valid_from <= (now() at time zone 'Europe/Copenhagen')::date
      and coalesce(m.valid_until >= (now() at time zone 'Europe/Copenhagen')::date, true)
      and m.role in ('coordinator', 'leader', 'police_coordinator')
$$;
create function sec.answering_authorities() returns setof int
language sql stable security definer rows 120 set search_path = pg_catalog, pg_temp as $$
    select distinct a.authority_id from sec.answering() a where a.authority_id is distinct from sec.muni()
$$;
revoke all on function sec.answering(), sec.answering_authorities() from public;
grant execute on function sec.answering_authorities() to r_muni;
reset role;
