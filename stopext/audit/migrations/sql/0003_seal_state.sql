-- When the log was sealed last, and since when something waits for its seal: two moments, and nothing
-- of anybody.
set local role audit_owner;
create function audit.seal_state() returns table (sealed_at timestamptz, waiting_since timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select (select at from audit.seal order by seq desc limit 1),
        (select min(e.at) from audit.pending p join audit.event e on e.id = p.event_id)
$$;
revoke all on function audit.seal_state() from public;
grant execute on function audit.seal_state() to r_log;
reset role;
