drop trigger keep_hand_over on casework_disclosure;
drop function public.casework_keep_hand_over();
alter table casework_handoveranswer drop constraint casework_handoveranswer_same_district;
