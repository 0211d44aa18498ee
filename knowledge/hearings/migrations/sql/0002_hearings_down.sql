set local role ctx_owner;
drop function sec.hearing_send(bytea, uuid);
drop function sec.hearing_keep(bytea, uuid, uuid, text, int);
drop function sec.hearing_read(bytea, uuid);
drop function sec.hearing_takes(uuid);
drop function sec.hearing_guest(bytea, uuid);
reset role;
drop trigger guard on hearings_answer;
drop trigger guard on hearings_invitee;
drop trigger guard on hearings_hearing;
drop trigger guard on hearings_comment;
drop function public.hearings_guard_answer();
drop function public.hearings_guard_invitee();
drop function public.hearings_guard_hearing();
drop function public.hearings_guard_comment();
alter table hearings_comment
    drop constraint hearings_comment_answers_id_same_tenant,
    drop constraint hearings_comment_plan_id_same_tenant;
