set local role ctx_owner;
drop function sec.cases_in_log(uuid[], text, bool);
reset role;
