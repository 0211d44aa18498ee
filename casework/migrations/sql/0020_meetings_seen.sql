-- Which meetings somebody is invited to in her own authority: an officer of a district sees no other.
set local role ctx_owner;
create function sec.own_meetings() returns setof uuid
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    select i.meeting_id from public.casework_jointinvitee i
    where i.authority_id = (select sec.authority()) and i.user_id = (select sec.user_id()) and i.ended_at is null
$$;
revoke all on function sec.own_meetings() from public;
grant execute on function sec.own_meetings() to r_police;
reset role;

-- What hangs on a meeting is seen by who sees the meeting. Asks as whoever asks, behind her own wall.
create function public.casework_sees_meeting(asked uuid) returns bool
language sql stable cost 10 set search_path = pg_catalog, pg_temp as $$
    select exists (select from public.casework_jointmeeting m where m.id = asked)
$$;
revoke all on function public.casework_sees_meeting(uuid) from public;
grant execute on function public.casework_sees_meeting(uuid) to r_police;
