drop trigger keep_together_consent on casework_disclosure;
drop trigger guard_consent on casework_disclosure;
drop function public.casework_guard_consent();
drop trigger keep_history on casework_consent;
drop trigger refuse_other_writer on casework_consent;
