drop trigger refuse_changed on casework_erasure;
drop function public.casework_refuse_changed_certificate();
set local role ctx_owner;
drop function sec.erase_case(uuid, uuid);
reset role;
