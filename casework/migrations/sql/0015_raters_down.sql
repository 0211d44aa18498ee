drop trigger guard_rater on screening_rating;
drop function public.casework_guard_rater();
