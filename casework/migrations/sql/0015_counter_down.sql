drop trigger guard on casework_casecounter;
drop function public.casework_guard_counter();
