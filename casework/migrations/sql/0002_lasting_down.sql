drop trigger guard_restriction on casework_case;
drop function public.casework_guard_restriction();
drop trigger keep_withdrawn on casework_receipt;
drop trigger keep_withdrawn on casework_disclosureitem;
drop trigger keep_withdrawn on casework_disclosure;
drop function public.casework_keep_withdrawn();
