drop function public.casework_sees_meeting(uuid);
set local role ctx_owner;
drop function sec.own_meetings();
reset role;
