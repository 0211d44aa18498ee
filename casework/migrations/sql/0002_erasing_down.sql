drop trigger refuse_changed on casework_erasure;
drop function public.casework_refuse_changed_certificate();
drop function sec.erase_case(uuid, uuid);
