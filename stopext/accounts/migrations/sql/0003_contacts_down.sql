drop trigger guard on accounts_contact;
drop function public.accounts_guard_contact();
