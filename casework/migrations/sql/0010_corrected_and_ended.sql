-- What a first assessment and a review said before a correction is kept; who wrote them, and when,
-- is never corrected.
create function public.casework_refuse_other_writer() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if (new.id, new.municipality_id, new.case_id, new.by_user, new.by_name, new.at)
           is distinct from (old.id, old.municipality_id, old.case_id, old.by_user, old.by_name, old.at) then
        raise exception 'who wrote it and when do not change' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger refuse_other_writer before update on casework_triage
    for each row execute function public.casework_refuse_other_writer();
create trigger refuse_other_writer before update on casework_review
    for each row execute function public.casework_refuse_other_writer();
create trigger keep_history after update on casework_triage
    for each row execute function public.casework_keep_history();
create trigger keep_history after update on casework_review
    for each row execute function public.casework_keep_history();

-- A screening knows whether its case has ended: the police, who see no case, see it there.
-- Runs as whoever ends the case, so her own wall decides which screenings she reaches.
create function public.casework_tell_screenings() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    update public.screening_screening
    set subject_ended_at = case when new.state in ('closed', 'erased')
                                then coalesce(subject_ended_at, new.closed_at, clock_timestamp()) end
    where municipality_id = new.municipality_id and subject_id = new.id;
    return null;
end $$;
create trigger tell_screenings after update of state on casework_case
    for each row when (old.state is distinct from new.state)
    execute function public.casework_tell_screenings();

-- Who reviews a log is told the number of the case behind a screening, and at the police behind what
-- was shared with the district: nothing else of either.
create policy ctx_owner_in_log_select on casework_disclosure for select to ctx_owner
    using (district_id = (select sec.log_authority()));
set local role ctx_owner;
create function sec.shared_in_log(ids uuid[], asked text) returns table (id uuid, number text, case_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with told as (
        select s.id, s.reference::text as number, s.subject_id as case_id
        from public.screening_screening s
        where (s.municipality_id = (select coalesce(sec.log_authority(), sec.muni()))
               or s.district_id = (select sec.log_authority()))
          and s.id not in (select sec.hidden_screenings())
        union all
        select d.id, d.case_number::text, d.case_id
        from public.casework_disclosure d where d.district_id = (select sec.log_authority()))
    select t.id, t.number, t.case_id from told t
    where (select sec.role_name()) in ('leader', 'log_reviewer') and (t.id = any (ids) or t.number = asked)
$$;
revoke all on function sec.shared_in_log(uuid[], text) from public;
grant execute on function sec.shared_in_log(uuid[], text) to r_muni, r_log;
reset role;

-- Those of cases that had ended before. The wall holds the owner too, so it steps aside here.
alter table casework_case no force row level security;
alter table screening_screening no force row level security;
update screening_screening s set subject_ended_at = coalesce(c.closed_at, c.state_since)
from casework_case c
where c.municipality_id = s.municipality_id and c.id = s.subject_id and c.state in ('closed', 'erased');
alter table casework_case force row level security;
alter table screening_screening force row level security;
