set local role audit_owner;
drop table audit.pending, audit.sealed, audit.seal;
drop function audit.seal_batch(int), audit.record(jsonb), audit.merkle_root(bytea[]),
    audit.head(bytea, bytea, bigint, int, timestamptz), audit.leaf(audit.event), audit.leaf_text(audit.event);
drop table audit.event;
drop function audit.refuse();
reset role;
