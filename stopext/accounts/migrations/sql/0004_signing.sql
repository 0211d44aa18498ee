set local role ctx_owner;

-- Invented data have a past that was never lived: only where their owner has said that this database
-- holds nothing else is a time believed that came with a row.
create table sec.invented (id bool primary key default true check (id));
create function sec.believe_given_times() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into sec.invented default values on conflict do nothing
$$;

-- The moment at which a row is written.
create function sec.moment(given timestamptz) returns timestamptz
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    select case when exists (select from sec.invented) then coalesce(given, clock_timestamp()) else clock_timestamp() end
$$;

-- The name of who acts, as her membership has it.
create function sec.own_name() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select m.name from public.accounts_membership m where m.id = (sec.parts())[5]::uuid
$$;
revoke all on function sec.believe_given_times(), sec.moment(timestamptz), sec.own_name() from public;
grant execute on function sec.believe_given_times() to portal_owner;
grant execute on function sec.moment(timestamptz), sec.own_name() to r_muni;

reset role;
