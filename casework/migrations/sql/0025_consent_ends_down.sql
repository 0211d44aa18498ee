drop trigger keep_consent_end on casework_disclosure;
drop function public.casework_keep_consent_end();
drop trigger end_on_withdrawal on casework_consent;
set local role ctx_owner;
drop function sec.end_on_withdrawn_consent();
reset role;
create or replace function public.casework_guard_meeting() returns trigger language plpgsql
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
