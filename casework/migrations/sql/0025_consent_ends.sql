-- A consent that is withdrawn ends what rests on it: the district reads no item of it any longer, and sees on the
-- disclosure since when. Whoever works on the case may note the withdrawal, also who may not share, so this runs
-- as the owner. A correction of the day goes along.
set local role ctx_owner;
create function sec.end_on_withdrawn_consent() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update public.casework_disclosure d set consent_withdrawn_on = new.withdrawn_on
    where d.municipality_id = new.municipality_id and d.consent_id = new.id and d.revoked_at is null;
    update public.casework_disclosureitem i set revoked_at = new.withdrawn_at
    from public.casework_disclosure d
    where d.municipality_id = new.municipality_id and d.consent_id = new.id and d.revoked_at is null
      and i.municipality_id = d.municipality_id and i.disclosure_id = d.id and i.revoked_at is null;
    update public.casework_jointmeeting m set shared_until = (
        select max(d.expires_at) from public.casework_disclosure d
        where d.municipality_id = m.municipality_id and d.case_id = m.case_id
          and d.district_id = m.district_id and d.revoked_at is null and d.consent_withdrawn_on is null)
    where m.municipality_id = new.municipality_id and m.case_id = new.case_id;
    return null;
end $$;
revoke all on function sec.end_on_withdrawn_consent() from public;
grant execute on function sec.end_on_withdrawn_consent() to portal_owner;
reset role;
create trigger end_on_withdrawal after update of withdrawn_on on casework_consent
    for each row when (old.withdrawn_on is distinct from new.withdrawn_on)
    execute function sec.end_on_withdrawn_consent();

-- Nobody else says it.
create function public.casework_keep_consent_end() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user in ('r_muni', 'r_police')
       and new.consent_withdrawn_on is distinct from (case tg_op when 'UPDATE' then old.consent_withdrawn_on end) then
        raise exception 'the consent says when it was withdrawn' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger keep_consent_end before insert or update on casework_disclosure
    for each row execute function public.casework_keep_consent_end();

-- A meeting rests on what the district can read: not on what its consent ended.
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
          and d.district_id = new.district_id and d.revoked_at is null and d.consent_withdrawn_on is null;
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

-- What was withdrawn before this came. The wall holds the owner too, so it steps aside here.
alter table casework_consent no force row level security;
alter table casework_disclosure no force row level security;
alter table casework_disclosureitem no force row level security;
alter table casework_jointmeeting no force row level security;
update casework_disclosure d set consent_withdrawn_on = c.withdrawn_on
from casework_consent c
where c.municipality_id = d.municipality_id and c.id = d.consent_id
  and c.withdrawn_at is not null and d.revoked_at is null;
update casework_disclosureitem i set revoked_at = c.withdrawn_at
from casework_disclosure d
join casework_consent c on c.municipality_id = d.municipality_id and c.id = d.consent_id
where i.municipality_id = d.municipality_id and i.disclosure_id = d.id
  and i.revoked_at is null and d.consent_withdrawn_on is not null;
update casework_jointmeeting m set shared_until = (
    select max(d.expires_at) from casework_disclosure d
    where d.municipality_id = m.municipality_id and d.case_id = m.case_id
      and d.district_id = m.district_id and d.revoked_at is null and d.consent_withdrawn_on is null);
alter table casework_consent force row level security;
alter table casework_disclosure force row level security;
alter table casework_disclosureitem force row level security;
alter table casework_jointmeeting force row level security;
