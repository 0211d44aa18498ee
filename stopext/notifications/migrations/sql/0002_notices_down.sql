set local role ctx_owner;
drop function sec.notified(uuid, int);
reset role;
drop trigger guard on notifications_notice;
drop function public.notifications_guard_notice();
