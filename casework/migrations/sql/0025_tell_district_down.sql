set local role ctx_owner;
drop function sec.tell_district(uuid, text, text, bool);
reset role;
