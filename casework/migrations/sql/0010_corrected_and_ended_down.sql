drop function sec.shared_in_log(uuid[], text);
drop policy ctx_owner_in_log_select on casework_disclosure;
drop trigger tell_screenings on casework_case;
drop function public.casework_tell_screenings();
drop trigger keep_history on casework_review;
drop trigger keep_history on casework_triage;
drop trigger refuse_other_writer on casework_review;
drop trigger refuse_other_writer on casework_triage;
drop function public.casework_refuse_other_writer();
