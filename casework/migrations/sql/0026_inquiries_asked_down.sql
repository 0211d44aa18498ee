set local role ctx_owner;
drop function sec.answering_authorities();
drop function sec.answering();
reset role;
