-- Append-only log. Rows enter through audit.record only; nothing updates, deletes or truncates them.
set local role audit_owner;

create table audit.event (
    id bigint generated always as identity primary key,
    event_id uuid not null default gen_random_uuid(),
    at timestamptz not null default clock_timestamp(),
    xid xid8 not null default pg_current_xact_id(),
    request_id uuid,
    user_id uuid,
    role text not null default '',
    authority_id int,
    action text not null,
    object_type text not null default '',
    object_id text not null default '',
    subject_key bytea,
    result_count int,
    result_ids text[] not null default '{}',
    criterion bytea,
    purpose text not null default '',
    outcome text not null default 'ok',
    details jsonb not null default '{}'
);
create index event_by_authority on audit.event (authority_id, id desc);
create index event_by_user on audit.event (user_id, id desc);
create index event_by_object on audit.event (object_id, id desc);

create table audit.seal (
    seq bigint primary key,
    at timestamptz not null default clock_timestamp(),
    event_count int not null check (event_count > 0),
    root bytea not null,
    previous bytea not null,
    head bytea not null
);
create table audit.sealed (
    event_id bigint primary key references audit.event (id),
    seq bigint not null references audit.seal (seq),
    position int not null,
    unique (seq, position)
);

-- Events waiting for their seal; the only table here that rows leave.
create table audit.pending (event_id bigint primary key references audit.event (id));

create function audit.refuse() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin raise exception 'the log is append-only' using errcode = '42501'; end $$;
create trigger append_only before update or delete or truncate on audit.event
    for each statement execute function audit.refuse();
create trigger append_only before update or delete or truncate on audit.seal
    for each statement execute function audit.refuse();
create trigger append_only before update or delete or truncate on audit.sealed
    for each statement execute function audit.refuse();

-- The text a leaf hash covers; the stand-alone verifier builds the same from the export.
create function audit.leaf_text(e audit.event) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select concat_ws('|', e.id, e.event_id, (extract(epoch from e.at) * 1000000)::bigint, e.xid,
        coalesce(e.request_id::text, '-'), coalesce(e.user_id::text, '-'), e.role,
        coalesce(e.authority_id::text, '-'), e.action, e.object_type, e.object_id,
        coalesce(encode(e.subject_key, 'hex'), '-'), coalesce(e.result_count::text, '-'),
        array_to_string(e.result_ids, ','), coalesce(encode(e.criterion, 'hex'), '-'), e.purpose,
        e.outcome, e.details::text)
$$;
create function audit.leaf(e audit.event) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
    select sha256('\x00'::bytea || convert_to(audit.leaf_text(e), 'UTF8'))
$$;

-- Merkle root: pairs hashed with prefix 01, an odd last node carried up unchanged.
create function audit.merkle_root(leaves bytea[]) returns bytea
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare level bytea[] := leaves; next bytea[]; i int;
begin
    while cardinality(level) > 1 loop
        next := '{}';
        for i in 1 .. cardinality(level) / 2 loop
            next := next || sha256('\x01'::bytea || level[2 * i - 1] || level[2 * i]);
        end loop;
        if cardinality(level) % 2 = 1 then next := next || level[cardinality(level)]; end if;
        level := next;
    end loop;
    return level[1];
end $$;

-- Write events. Who acts is taken from the database's own context where there is one; a caller
-- without a context (log-in, denial) names the person itself.
create function audit.record(events jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare ctx_user uuid := sec.user_id(); ctx_role text := sec.role_name(); ctx_authority int := sec.authority();
begin
    with written as (
    insert into audit.event (request_id, user_id, role, authority_id, action, object_type, object_id,
        subject_key, result_count, result_ids, criterion, purpose, outcome, details)
    select (e->>'request_id')::uuid, coalesce(ctx_user, (e->>'user_id')::uuid),
        coalesce(ctx_role, e->>'role', ''), coalesce(ctx_authority, (e->>'authority_id')::int),
        e->>'action', coalesce(e->>'object_type', ''), coalesce(e->>'object_id', ''),
        decode(e->>'subject_key', 'hex'), (e->>'result_count')::int,
        coalesce((select array_agg(v) from jsonb_array_elements_text(e->'result_ids') v), '{}'),
        decode(e->>'criterion', 'hex'), coalesce(e->>'purpose', ''), coalesce(e->>'outcome', 'ok'),
        coalesce(e->'details', '{}')
    from jsonb_array_elements(events) with ordinality as t(e, n) order by n
    returning id)
    insert into audit.pending (event_id) select id from written;
end $$;

-- Chain what can no longer change: only transactions older than every running one are counted.
create function audit.seal_batch(most int default 10000) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare last record; batch bigint[]; leaves bytea[]; new_root bytea; new_seq bigint; before bytea;
begin
    perform pg_advisory_xact_lock(7133511);
    select array_agg(id order by id), array_agg(leaf order by id) into batch, leaves from (
        select e.id, audit.leaf(e) as leaf from audit.pending p join audit.event e on e.id = p.event_id
        where e.xid < pg_snapshot_xmin(pg_current_snapshot())
        order by e.id limit most) b;
    if batch is null then return 0; end if;
    select seq, head into last from audit.seal order by seq desc limit 1;
    new_seq := coalesce(last.seq, 0) + 1;
    before := coalesce(last.head, sha256('genesis'::bytea));
    new_root := audit.merkle_root(leaves);
    insert into audit.seal (seq, event_count, root, previous, head) values (new_seq, cardinality(batch),
        new_root, before, sha256(before || new_root || convert_to(new_seq || '|' || cardinality(batch), 'UTF8')));
    insert into audit.sealed (event_id, seq, position)
        select id, new_seq, n from unnest(batch) with ordinality as t(id, n);
    delete from audit.pending where event_id = any (batch);
    return cardinality(batch);
end $$;

alter table audit.event enable row level security;
alter table audit.event force row level security;
create policy own_writes on audit.event to audit_owner using (true) with check (true);
create policy log_review on audit.event for select to r_log using (authority_id = (select sec.log_authority()));
create policy leader_review on audit.event for select to r_muni
    using (authority_id = (select sec.muni()) and (select sec.role_name()) = 'leder');
create policy own_actions on audit.event for select to r_reporter, r_muni, r_police, r_centre
    using (user_id = (select sec.user_id()));
create policy operations on audit.event for select to portal_job using (true);

revoke all on all functions in schema audit from public;
grant execute on function audit.record(jsonb) to portal_app, portal_job, r_public, r_reporter, r_muni, r_police, r_centre, r_log;
grant execute on function audit.seal_batch(int) to portal_job;
grant execute on function audit.leaf_text(audit.event) to portal_job;
grant select on audit.event to r_log, r_muni, r_reporter, r_police, r_centre, portal_job;
grant select on audit.seal, audit.sealed, audit.pending to portal_job;

reset role;
