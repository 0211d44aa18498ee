drop trigger keep_renewal on casework_disclosure;
drop function public.casework_keep_renewal();
drop trigger keep_together_renewal on casework_disclosure;
drop trigger keep_together_disclosure on casework_sharereply;
alter table casework_sharereply drop constraint casework_sharereply_same_district;
