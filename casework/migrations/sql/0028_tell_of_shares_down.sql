set local role ctx_owner;
drop function sec.tell_of_share(uuid, text, text);
drop function sec.tell_district(uuid[], text, text, bool);
drop function sec.district_coordinators(int);
create function sec.tell_district(asked uuid, what text, said text, everybody bool) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into public.notifications_notice (id, authority_id, user_id, kind, about, occasion, made_at)
    select gen_random_uuid(), m.district_id, told.user_id, what, m.id, said, now()
    from public.casework_jointmeeting m
    cross join lateral (
        select p.user_id from public.accounts_membership p
        where p.authority_id = m.district_id and p.role = 'police_coordinator' and p.active
          and p.valid_from <= current_date and coalesce(p.valid_until >= current_date, true)
        union
        select i.user_id from public.casework_jointinvitee i
        where everybody and i.municipality_id = m.municipality_id and i.meeting_id = m.id
          and i.authority_id = m.district_id and i.ended_at is null and i.user_id is not null
    ) told
    where m.municipality_id = sec.muni() and m.id = asked and what in ('meeting', 'meeting_unseen')
      and m.case_id not in (select sec.hidden_cases())
    on conflict do nothing
$$;
revoke all on function sec.tell_district(uuid, text, text, bool) from public;
grant execute on function sec.tell_district(uuid, text, text, bool) to r_muni;
reset role;
