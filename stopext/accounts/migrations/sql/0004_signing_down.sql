set local role ctx_owner;
drop function sec.own_name();
drop function sec.moment(timestamptz);
drop function sec.believe_given_times();
drop table sec.invented;
reset role;
