-- A concern joins no case that its registrar is shut out of.
set local role ctx_owner;
drop function sec.join_hidden_case(uuid, text[], timestamptz);
reset role;
