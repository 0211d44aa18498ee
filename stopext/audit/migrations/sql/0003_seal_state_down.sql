set local role audit_owner;
drop function audit.seal_state();
reset role;
