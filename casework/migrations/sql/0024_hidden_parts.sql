-- What was told, shared, agreed and done in the cases that are hidden from whoever asks. Found by its column, so
-- that a new part of a case is among them; what hangs on a meeting is read with it, and named with it.
set local role ctx_owner;
create function sec.hidden_parts() returns setof uuid
language plpgsql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
declare
    hidden uuid[] := array(select sec.hidden_cases());
    part regclass;
begin
    if hidden = '{}' then return; end if;
    for part in
        select c.oid from pg_class c
        join pg_attribute named on named.attrelid = c.oid and named.attname = 'case_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname like 'casework\_%'
          and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'meeting_id')
        order by c.relname
    loop
        return query execute format(
            'select id from %s where municipality_id = $1 and case_id = any ($2)', part
        ) using sec.muni(), hidden;
    end loop;
end $$;
revoke all on function sec.hidden_parts() from public;
grant execute on function sec.hidden_parts() to r_muni;
reset role;
