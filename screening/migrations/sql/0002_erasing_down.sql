set local role ctx_owner;
drop function sec.erase_screenings(uuid);
reset role;
