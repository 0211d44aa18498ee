-- The database itself verifies session and membership once per transaction and issues a context
-- bound to this backend and this transaction. The signing key never leaves schema sec.
set local role ctx_owner;

create table sec.key (id bool primary key default true check (id), ipad bytea not null, opad bytea not null);
-- 64 random bytes from the server's own generator (gen_random_uuid is cryptographic), as HMAC pads.
insert into sec.key (ipad, opad)
select p.ipad, p.opad from (
    select string_agg(set_byte('\x00'::bytea, 0, get_byte(k.raw, i) # 54), ''::bytea order by i) as ipad,
           string_agg(set_byte('\x00'::bytea, 0, get_byte(k.raw, i) # 92), ''::bytea order by i) as opad
    from (select uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
              || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) as raw) k,
         generate_series(0, 63) i
) p;

-- The two halves of the key, which never changes. Said to be immutable, so that a plan holds them after
-- its first use: every statement behind the wall asks for the context, and reading a table is half of
-- what that would cost. Only functions that run as ctx_owner may call them.
create function sec.inner_pad() returns bytea
language sql immutable set search_path = pg_catalog, pg_temp as $$ select ipad from sec.key $$;
create function sec.outer_pad() returns bytea
language sql immutable set search_path = pg_catalog, pg_temp as $$ select opad from sec.key $$;

create function sec.mac(message text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$ begin
    return encode(sha256(sec.outer_pad() || sha256(sec.inner_pad() || convert_to(message, 'UTF8'))), 'hex');
end $$;

-- Which policies a membership's role opens. A total table over the roles of stopext.access.roles.
create function sec.kind_of(role text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case
        when role = 'reporter' then 'reporter'
        when role in ('caseworker', 'coordinator', 'leader') then 'muni'
        when role in ('officer', 'police_coordinator') then 'police'
        when role in ('editor', 'adviser', 'methodologist', 'analyst', 'administrator') then 'centre'
        when role = 'log_reviewer' then 'log'
    end
$$;

-- Where a kind lives. A role written into a membership of the wrong sort of authority opens nothing.
create function sec.lives_in(kind text, authority_kind text) returns bool
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case
        when kind in ('reporter', 'muni') then authority_kind = 'municipality'
        when kind in ('police', 'centre') then authority_kind = kind
        when kind = 'log' then true
        else false
    end
$$;

-- Issue the context of this transaction, for the digest of a session key; returns the kind whose database role may now be entered.
create function sec.enter(digest bytea, membership uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m record; message text; today date := (now() at time zone 'Europe/Copenhagen')::date;
begin
    select s.user_id, x.authority_id, x.role, sec.kind_of(x.role) as kind into m
    from public.accounts_session s
    join public.accounts_user u on u.id = s.user_id and u.is_active
    join public.accounts_membership x on x.user_id = s.user_id
    join public.accounts_authority o on o.id = x.authority_id and sec.lives_in(sec.kind_of(x.role), o.kind)
    where s.token_hash = sha256(digest)
      and s.expires_at > clock_timestamp() and s.ends_at > clock_timestamp() and s.second_factor
      and x.id = membership and x.active
      and x.valid_from <= today and (x.valid_until is null or x.valid_until >= today);
    if m.user_id is null or m.kind is null then
        raise exception 'no such context' using errcode = '42501';
    end if;
    message := concat_ws('.', m.kind, m.user_id, m.authority_id, m.role, membership, pg_backend_pid(),
                         (extract(epoch from transaction_timestamp()) * 1000000)::bigint);
    perform set_config('app.ctx', message || '.' || sec.mac(message), true);
    return m.kind;
end $$;

-- The parts of a valid context, or null without one; anything forged or replayed raises.
create function sec.parts() returns text[]
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare raw text := current_setting('app.ctx', true); a text[];
begin
    if raw is null or raw = '' then return null; end if;
    a := string_to_array(raw, '.');
    -- As sec.mac does, without a call, of all but the last point and the 64 digits that should follow.
    if cardinality(a) <> 8
       or encode(sha256(sec.outer_pad() || sha256(sec.inner_pad() || convert_to(left(raw, -65), 'UTF8'))), 'hex') <> a[8]
       or a[6] <> pg_backend_pid()::text
       or a[7] <> (extract(epoch from transaction_timestamp()) * 1000000)::bigint::text then
        raise exception 'bad request context' using errcode = '42501';
    end if;
    return a;
end $$;

-- One of these is asked by every policy, once per statement. plpgsql keeps its plan between calls and
-- a function in SQL does not, which a short list would feel.
create function sec.muni() returns int
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare a text[] := sec.parts(); begin return case when a[1] = 'muni' then a[3]::int end; end $$;
create function sec.reporter_muni() returns int
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare a text[] := sec.parts(); begin return case when a[1] = 'reporter' then a[3]::int end; end $$;
create function sec.district() returns int
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare a text[] := sec.parts(); begin return case when a[1] = 'police' then a[3]::int end; end $$;
create function sec.centre() returns int
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare a text[] := sec.parts(); begin return case when a[1] = 'centre' then a[3]::int end; end $$;
create function sec.log_authority() returns int
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare a text[] := sec.parts(); begin return case when a[1] = 'log' then a[3]::int end; end $$;
create function sec.authority() returns int
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare a text[] := sec.parts(); begin return a[3]::int; end $$;
create function sec.user_id() returns uuid
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare a text[] := sec.parts(); begin return a[2]::uuid; end $$;
create function sec.role_name() returns text
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare a text[] := sec.parts(); begin return a[4]; end $$;

revoke all on all functions in schema sec from public;
grant execute on function sec.enter(bytea, uuid) to portal_app;
grant execute on function sec.muni() to r_muni;
grant execute on function sec.reporter_muni() to r_reporter;
grant execute on function sec.district() to r_police;
grant execute on function sec.centre() to r_centre;
grant execute on function sec.log_authority() to r_log;
grant execute on function sec.parts(), sec.authority(), sec.user_id(), sec.role_name()
    to r_muni, r_reporter, r_police, r_centre, r_log, audit_owner, portal_owner;

reset role;
