set local role ctx_owner;
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
revoke all on function sec.join_hidden_case(uuid, text[], timestamptz) from public;
grant execute on function sec.join_hidden_case(uuid, text[], timestamptz) to r_muni;
reset role;
