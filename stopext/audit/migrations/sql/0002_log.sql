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
    details jsonb not null default '{}',
    -- One event stays small, whatever a page or a caller puts into it.
    constraint event_texts_bounded check (
        length(action) between 1 and 40 and length(object_type) <= 80 and length(object_id) <= 200
        and length(role) <= 20 and length(purpose) <= 400 and length(outcome) <= 40),
    constraint event_keys_bounded check (octet_length(subject_key) <= 64 and octet_length(criterion) <= 64),
    constraint event_results_bounded check (
        cardinality(result_ids) <= 500 and octet_length(array_to_string(result_ids, ',')) <= 50000),
    constraint event_details_bounded check (
        jsonb_typeof(details) = 'object' and octet_length(details::text) <= 4000)
);
create index event_by_authority on audit.event (authority_id, id desc);
create index event_by_user on audit.event (user_id, id desc);
create index event_by_object on audit.event (object_id, id desc);
-- One line of the log is one request; one citizen's events, and those that listed a case among others.
create index event_by_request on audit.event (request_id, id desc);
create index event_by_subject on audit.event (subject_key, id desc) where subject_key is not null;
create index event_by_result on audit.event using gin (result_ids) where result_ids <> '{}';

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
    leaf bytea not null,
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

-- The text a leaf hash covers: JSON, so that no two events share a text; the times in UTC to the
-- microsecond, so that the text does not depend on who asks. The export holds it byte for byte.
create function audit.leaf_text(e audit.event) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object('id', e.id, 'event_id', e.event_id,
        'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'xid', e.xid::text,
        'request_id', e.request_id, 'user_id', e.user_id, 'role', e.role,
        'authority_id', e.authority_id, 'action', e.action, 'object_type', e.object_type,
        'object_id', e.object_id, 'subject_key', encode(e.subject_key, 'hex'),
        'result_count', e.result_count, 'result_ids', e.result_ids,
        'criterion', encode(e.criterion, 'hex'), 'purpose', e.purpose, 'outcome', e.outcome,
        'details', e.details)::text
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

-- Head of the chain after a batch: covers everything before it, the batch, its size and its time.
create function audit.head(previous bytea, root bytea, seq bigint, events int, at timestamptz) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
    select sha256(previous || root || convert_to(concat_ws('|', seq, events,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), 'UTF8'))
$$;

-- Write events. Who acts is taken from the database's own context. Without one only three write: the
-- log-in pages name the person themselves (log-in, denial), the public and the jobs name nobody. Answers whom
-- the context names, so that the caller sees when somebody has taken the context away.
create function audit.record(events jsonb) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare ctx_user uuid := sec.user_id(); ctx_role text := sec.role_name(); ctx_authority int := sec.authority();
    entered text := current_setting('role');
    named bool := entered = 'none' and pg_has_role(session_user, 'portal_login', 'usage');
begin
    if ctx_user is null and entered <> 'r_public' and not named
       and session_user not in ('portal_job', 'portal_owner') then
        raise exception 'no context, no event' using errcode = '42501';
    end if;
    with written as (
    insert into audit.event (request_id, user_id, role, authority_id, action, object_type, object_id,
        subject_key, result_count, result_ids, criterion, purpose, outcome, details)
    select (e->>'request_id')::uuid, coalesce(ctx_user, case when named then (e->>'user_id')::uuid end),
        coalesce(ctx_role, case when named then e->>'role' end, ''),
        -- What the centre's administrator does in another authority stands in that one's log.
        coalesce(case when ctx_role = 'administrator' then (e->>'place')::int end,
            ctx_authority, case when named then (e->>'authority_id')::int end),
        e->>'action', coalesce(e->>'object_type', ''), coalesce(e->>'object_id', ''),
        decode(e->>'subject_key', 'hex'), (e->>'result_count')::int,
        coalesce((select array_agg(v) from jsonb_array_elements_text(e->'result_ids') v), '{}'),
        decode(e->>'criterion', 'hex'), coalesce(e->>'purpose', ''), coalesce(e->>'outcome', 'ok'),
        coalesce(e->'details', '{}')
    from jsonb_array_elements(events) with ordinality as t(e, n) order by n
    returning id)
    insert into audit.pending (event_id) select id from written;
    return ctx_user;
end $$;

-- Chain what can no longer change. A pending row that another transaction sees is committed; one that
-- commits late is seen by a later batch. No watermark is kept that it could slip under, and no long
-- transaction elsewhere on the server makes the others wait.
create function audit.seal_batch(most int default 10000) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare last record; batch bigint[]; leaves bytea[]; new_root bytea; new_seq bigint; before bytea;
    stamp timestamptz;
begin
    perform pg_advisory_xact_lock(7133511);
    select array_agg(id order by id), array_agg(leaf order by id) into batch, leaves from (
        select e.id, audit.leaf(e) as leaf from audit.pending p join audit.event e on e.id = p.event_id
        where e.xid <> pg_current_xact_id()
        order by e.id limit most) b;
    if batch is null then return 0; end if;
    select seq, head into last from audit.seal order by seq desc limit 1;
    new_seq := coalesce(last.seq, 0) + 1;
    before := coalesce(last.head, sha256('genesis'::bytea));
    new_root := audit.merkle_root(leaves);
    stamp := clock_timestamp();
    insert into audit.seal (seq, at, event_count, root, previous, head) values (new_seq, stamp,
        cardinality(batch), new_root, before, audit.head(before, new_root, new_seq, cardinality(batch), stamp));
    insert into audit.sealed (event_id, seq, position, leaf)
        select id, new_seq, n, leaf from unnest(batch, leaves) with ordinality as t(id, leaf, n);
    delete from audit.pending where event_id = any (batch);
    return cardinality(batch);
end $$;

alter table audit.event enable row level security;
alter table audit.event force row level security;
create policy own_writes on audit.event to audit_owner using (true) with check (true);
create policy log_review on audit.event for select to r_log using (authority_id = (select sec.log_authority()));
create policy leader_review on audit.event for select to r_muni
    using (authority_id = (select sec.muni()) and (select sec.role_name()) = 'leader');
create policy own_actions on audit.event for select to r_reporter, r_muni, r_police, r_centre
    using (user_id = (select sec.user_id()));
create policy operations on audit.event for select to portal_job using ((select sec.job()) = 'read_log');

revoke all on all functions in schema audit from public;
grant execute on function audit.record(jsonb) to portal_login, portal_job, r_public, r_reporter, r_muni, r_police, r_centre, r_log;
grant execute on function audit.seal_batch(int) to portal_job;
grant execute on function audit.leaf_text(audit.event) to portal_job;
grant select on audit.event to r_log, r_muni, r_reporter, r_police, r_centre, portal_job;
grant select on audit.seal, audit.sealed, audit.pending to portal_job;

reset role;
