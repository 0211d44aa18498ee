set local role ctx_owner;
drop function sec.reports_elsewhere();
reset role;
drop trigger keep_protection on casework_concern;
drop function public.casework_keep_protection();
drop trigger keep_restriction on casework_case;
drop function public.casework_keep_restriction();
drop trigger guard_reader on casework_casereader;
drop function public.casework_guard_reader();
