-- One sealer at a time, by a lock that needs a right to the table: an advisory lock can be taken, and kept,
-- by every login of the server.
set local role audit_owner;

-- Chain what can no longer change. A pending row that another transaction sees is committed; one that
-- commits late is seen by a later batch. No watermark is kept that it could slip under, and no long
-- transaction elsewhere on the server makes the others wait.
create or replace function audit.seal_batch(most int default 10000) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare last record; batch bigint[]; leaves bytea[]; new_root bytea; new_seq bigint; before bytea;
    stamp timestamptz;
begin
    lock table audit.seal in share update exclusive mode;
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

reset role;
