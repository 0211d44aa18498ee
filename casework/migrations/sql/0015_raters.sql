-- A rating is begun by who may see its screening: who looks after her authority's screenings, who is named
-- for this one, and in the municipality who is on the case or on its list. Whoever began another could
-- lock it, and so open the other authority's.
create function public.casework_guard_rater() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare sees bool;
begin
    if current_user not in ('r_muni', 'r_police')
       or sec.role_name() in ('coordinator', 'leader', 'police_coordinator') then return null; end if;
    sees := exists (
        select from public.screening_screeningaccess a
        where a.municipality_id = new.municipality_id and a.screening_id = new.screening_id
          and a.authority_id = new.authority_id and a.user_id = sec.user_id() and a.ended_at is null);
    if current_user = 'r_muni' and not sees then
        sees := exists (
            select from public.screening_screening s
            where s.municipality_id = new.municipality_id and s.id = new.screening_id and (
                exists (select from public.casework_caseassignment w
                        where w.municipality_id = s.municipality_id and w.case_id = s.subject_id
                          and w.user_id = sec.user_id() and w.until is null)
                or exists (select from public.casework_casereader r
                           where r.municipality_id = s.municipality_id and r.case_id = s.subject_id
                             and r.user_id = sec.user_id() and r.until is null)));
    end if;
    if not sees then
        raise exception 'a rating is begun by who may see it' using errcode = '42501';
    end if;
    return null;
end $$;
create trigger guard_rater after insert on screening_rating
    for each row execute function public.casework_guard_rater();
