-- A meeting rests on what is shared with the district: until when that is, is the database's to say. It is
-- planned by the municipality of the case. The district's coordinator only approves; what was approved by
-- both, or cancelled, stays as it is.
create function public.casework_guard_meeting() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user not in ('r_muni', 'r_police') then return new; end if;
    if tg_op = 'INSERT' and (new.locked_at is not null or new.cancelled_at is not null) then
        raise exception 'a meeting is planned before it is approved or cancelled' using errcode = '42501';
    end if;
    if tg_op = 'UPDATE' then
        if current_user = 'r_police' and to_jsonb(new) - 'locked_at' <> to_jsonb(old) - 'locked_at' then
            raise exception 'the municipality plans the meeting' using errcode = '42501';
        end if;
        if (old.locked_at is not null or old.cancelled_at is not null)
           and to_jsonb(new) - 'shared_until' <> to_jsonb(old) - 'shared_until' then
            raise exception 'a meeting that is approved or cancelled stays so' using errcode = '42501';
        end if;
        if (new.case_id, new.district_id, new.case_number, new.municipality_name)
           is distinct from (old.case_id, old.district_id, old.case_number, old.municipality_name) then
            raise exception 'a meeting is about one case' using errcode = '42501';
        end if;
        if (new.planned_at, new.cancelled_at) is distinct from (old.planned_at, old.cancelled_at) and exists (
            select from public.casework_jointminutes m
            where m.municipality_id = new.municipality_id and m.meeting_id = new.id) then
            raise exception 'a meeting with minutes has been held' using errcode = '42501';
        end if;
        if new.locked_at is not null and old.locked_at is null and (
            select count(distinct a.authority_id) from public.casework_jointapproval a
            where a.municipality_id = new.municipality_id and a.minutes_id = (
                select m.id from public.casework_jointminutes m
                where m.municipality_id = new.municipality_id and m.meeting_id = new.id
                order by m.number desc limit 1)) < 2 then
            raise exception 'both coordinators approve the same minutes' using errcode = '42501';
        end if;
    end if;
    if current_user = 'r_muni' then
        select max(d.expires_at) into new.shared_until from public.casework_disclosure d
        where d.municipality_id = new.municipality_id and d.case_id = new.case_id
          and d.district_id = new.district_id and d.revoked_at is null;
        if tg_op = 'INSERT' and (new.shared_until is null or new.shared_until <= sec.moment(new.at) or not exists (
            select from public.casework_case c where c.municipality_id = new.municipality_id
               and (c.id, c.district_id, c.number) = (new.case_id, new.district_id, new.case_number))) then
            raise exception 'a meeting rests on what is shared of its case' using errcode = '42501';
        end if;
    end if;
    if tg_op = 'UPDATE' and new.locked_at is not null and old.locked_at is null
       and (new.shared_until is null or new.shared_until <= sec.moment(new.locked_at)) then
        raise exception 'the district reads what is approved' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard_meeting before insert or update on casework_jointmeeting
    for each row execute function public.casework_guard_meeting();

-- The meetings of a case follow its sharing: the guard above reads anew until when it lasts.
create function public.casework_meetings_follow() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    update public.casework_jointmeeting set shared_until = shared_until
    where municipality_id = new.municipality_id and case_id = new.case_id;
    return null;
end $$;
create trigger meetings_follow after insert or update of expires_at, revoked_at on casework_disclosure
    for each row when (current_user = 'r_muni') execute function public.casework_meetings_follow();

-- What is written on a meeting: nothing on one that is cancelled; before both have approved no additions and
-- no decisions, afterwards nothing else. Minutes are numbered in their order, and approved as they read last;
-- once there are any, the meeting is not planned anew.
create function public.casework_guard_meeting_part() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare
    said jsonb := to_jsonb(new); last public.casework_jointminutes;
    meeting public.casework_jointmeeting; follows bool;
begin
    if current_user not in ('r_muni', 'r_police') then return new; end if;
    select * into meeting from public.casework_jointmeeting m
        where m.municipality_id = new.municipality_id and m.id = new.meeting_id;
    if tg_op = 'UPDATE' then
        if said - array['ended_at', 'ended_by', 'ended_by_name']
           <> to_jsonb(old) - array['ended_at', 'ended_by', 'ended_by_name'] then
            raise exception 'what is written on a meeting is ended, never rewritten' using errcode = '42501';
        end if;
        return new;
    end if;
    follows := tg_table_name = 'casework_jointdecision' or coalesce((said ->> 'is_addition')::bool, false);
    if meeting.cancelled_at is not null or follows <> (meeting.locked_at is not null) then
        raise exception 'the meeting is not where this is written' using errcode = '42501';
    end if;
    if tg_table_name in ('casework_jointplan', 'casework_jointminutes', 'casework_jointapproval') then
        select * into last from public.casework_jointminutes m
            where m.municipality_id = new.municipality_id and m.meeting_id = new.meeting_id
            order by m.number desc limit 1;
        if tg_table_name = 'casework_jointplan' and last.id is not null then
            raise exception 'a meeting with minutes has been held' using errcode = '42501';
        end if;
        if tg_table_name = 'casework_jointminutes' and (said ->> 'number')::int <> coalesce(last.number, 0) + 1
           or tg_table_name = 'casework_jointapproval' and (said ->> 'minutes_id')::uuid is distinct from last.id then
            raise exception 'minutes follow each other, and the last ones are approved' using errcode = '42501';
        end if;
    end if;
    return new;
end $$;

-- Whoever is invited is of the side that invites her, or from outside; a paper is something of the case that is
-- shared now, for an invitee of the same meeting and side, and hers.
create function public.casework_guard_paper() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user not in ('r_muni', 'r_police') or tg_op = 'UPDATE' then return new; end if;
    if not exists (
        select from public.casework_jointinvitee i
        where i.municipality_id = new.municipality_id and i.id = new.invitee_id and i.ended_at is null
          and (i.meeting_id, i.authority_id, i.user_id) = (new.meeting_id, new.authority_id, new.user_id))
       or not exists (
        select from public.casework_disclosureitem d
        where d.municipality_id = new.municipality_id and d.id = new.item_id and d.case_id = new.case_id
          and d.revoked_at is null and d.expires_at > sec.moment(new.at)) then
        raise exception 'a paper is shared, and for somebody who is invited' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard_paper before insert or update on casework_jointpaper
    for each row execute function public.casework_guard_paper();

create trigger guard_part before insert on casework_jointplan
    for each row execute function public.casework_guard_meeting_part();
create trigger guard_part before insert or update on casework_jointinvitee
    for each row execute function public.casework_guard_meeting_part();
create trigger guard_part before insert or update on casework_jointpaper
    for each row execute function public.casework_guard_meeting_part();
create trigger guard_part before insert on casework_jointattendance
    for each row execute function public.casework_guard_meeting_part();
create trigger guard_part before insert on casework_jointminutes
    for each row execute function public.casework_guard_meeting_part();
create trigger guard_part before insert on casework_jointapproval
    for each row execute function public.casework_guard_meeting_part();
create trigger guard_part before insert on casework_jointdecision
    for each row execute function public.casework_guard_meeting_part();

-- What hangs on a meeting, and what points at such a row, is of the meeting's case and of that meeting.
create trigger keep_together_meeting after insert or update of case_id, meeting_id on casework_jointplan
    for each row execute function public.casework_keep_together('meeting_id', 'casework_jointmeeting', 'case_id');
create trigger keep_together_meeting after insert or update of case_id, meeting_id on casework_jointinvitee
    for each row execute function public.casework_keep_together('meeting_id', 'casework_jointmeeting', 'case_id');
create trigger keep_together_meeting after insert or update of case_id, meeting_id on casework_jointpaper
    for each row execute function public.casework_keep_together('meeting_id', 'casework_jointmeeting', 'case_id');
create trigger keep_together_meeting after insert or update of case_id, meeting_id on casework_jointattendance
    for each row execute function public.casework_keep_together('meeting_id', 'casework_jointmeeting', 'case_id');
create trigger keep_together_meeting after insert or update of case_id, meeting_id on casework_jointminutes
    for each row execute function public.casework_keep_together('meeting_id', 'casework_jointmeeting', 'case_id');
create trigger keep_together_meeting after insert or update of case_id, meeting_id on casework_jointapproval
    for each row execute function public.casework_keep_together('meeting_id', 'casework_jointmeeting', 'case_id');
create trigger keep_together_meeting after insert or update of case_id, meeting_id on casework_jointdecision
    for each row execute function public.casework_keep_together('meeting_id', 'casework_jointmeeting', 'case_id');
create trigger keep_together_invitee after insert or update of case_id, meeting_id, invitee_id on casework_jointpaper
    for each row execute function public.casework_keep_together('invitee_id', 'casework_jointinvitee', 'case_id', 'meeting_id');
create trigger keep_together_item after insert or update of case_id, item_id on casework_jointpaper
    for each row execute function public.casework_keep_together('item_id', 'casework_disclosureitem', 'case_id');
create trigger keep_together_invitee after insert or update of case_id, meeting_id, invitee_id on casework_jointattendance
    for each row execute function public.casework_keep_together('invitee_id', 'casework_jointinvitee', 'case_id', 'meeting_id');
create trigger keep_together_minutes after insert or update of case_id, meeting_id, minutes_id on casework_jointapproval
    for each row execute function public.casework_keep_together('minutes_id', 'casework_jointminutes', 'case_id', 'meeting_id');
