-- The district's coordinators are told of what is shared with them: that it came, that its consent was withdrawn, that
-- it was taken back. Of several meetings that one end takes out of sight, each is told once, of the first.
set local role ctx_owner;
create function sec.district_coordinators(place int) returns setof uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
    select p.user_id from public.accounts_membership p
    where p.authority_id = place and p.role = 'police_coordinator' and p.active
      and p.valid_from <= current_date and coalesce(p.valid_until >= current_date, true)
$$;
revoke all on function sec.district_coordinators(int) from public;

create function sec.tell_of_share(asked uuid, what text, said text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into public.notifications_notice (id, authority_id, user_id, kind, about, occasion, made_at)
    select gen_random_uuid(), d.district_id, told.user_id, what, d.id, said, now()
    from public.casework_disclosure d
    cross join lateral sec.district_coordinators(d.district_id) told (user_id)
    where d.municipality_id = sec.muni() and d.id = asked and what in ('share', 'share_ended')
      and d.case_id not in (select sec.hidden_cases())
    on conflict do nothing
$$;
revoke all on function sec.tell_of_share(uuid, text, text) from public;
grant execute on function sec.tell_of_share(uuid, text, text) to r_muni;

drop function sec.tell_district(uuid, text, text, bool);
create function sec.tell_district(asked uuid[], what text, said text, everybody bool) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into public.notifications_notice (id, authority_id, user_id, kind, about, occasion, made_at)
    select distinct on (m.district_id, told.user_id)
        gen_random_uuid(), m.district_id, told.user_id, what, m.id, said, now()
    from public.casework_jointmeeting m
    cross join lateral (
        select user_id from sec.district_coordinators(m.district_id) c (user_id)
        union
        select i.user_id from public.casework_jointinvitee i
        where everybody and i.municipality_id = m.municipality_id and i.meeting_id = m.id
          and i.authority_id = m.district_id and i.ended_at is null and i.user_id is not null
    ) told
    where m.municipality_id = sec.muni() and m.id = any (asked) and what in ('meeting', 'meeting_unseen')
      and m.case_id not in (select sec.hidden_cases())
    order by m.district_id, told.user_id, m.planned_at, m.id
    on conflict do nothing
$$;
revoke all on function sec.tell_district(uuid[], text, text, bool) from public;
grant execute on function sec.tell_district(uuid[], text, text, bool) to r_muni;
reset role;
