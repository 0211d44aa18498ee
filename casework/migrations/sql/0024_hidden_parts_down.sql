set local role ctx_owner;
drop function sec.hidden_parts();
reset role;
