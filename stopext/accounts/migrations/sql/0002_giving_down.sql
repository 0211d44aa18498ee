set local role ctx_owner;
drop function sec.leaders_of(int);
reset role;
drop trigger guard on accounts_invitation;
drop trigger guard on accounts_membership;
drop function public.accounts_guard_invitation(), public.accounts_guard_membership();
