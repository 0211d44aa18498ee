-- A citizen goes with the last case about her, and so do those she was joined from; what was written
-- of a join is never rewritten, only undone once.
set local role ctx_owner;

create or replace function sec.erase_case(erased uuid, citizen uuid) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record; e record; n bigint; removed jsonb; citizens uuid[];
    today date := (now() at time zone 'Europe/Copenhagen')::date;
begin
    select * into c from public.casework_case x
        where x.municipality_id = sec.muni() and x.id = erased;
    select * into e from public.casework_erasure x
        where x.municipality_id = sec.muni() and x.case_id = erased;
    if c.id is null or e.id is null or sec.role_name() <> 'leader' or e.proposed_by = sec.user_id()
       or e.erased_at is not null or c.state <> 'erased' or c.subject_id = citizen
       or c.delete_earliest > today or c.hold_until >= today then
        raise exception 'this case may not be erased' using errcode = '42501';
    end if;
    -- Screenings know the case by its key only, so no foreign key leads to them.
    removed := sec.erase_screenings(erased) || sec.erase_hanging_on(
        'public.casework_case', array[erased], array['public.casework_erasure'::regclass]);
    -- The citizen stays while another case is about the same person.
    if not exists (select from public.casework_case x
                   where x.municipality_id = sec.muni() and x.subject_id = citizen) then
        with recursive gone (id) as (
            select citizen
            union
            select j.other_id from public.casework_citizenjoin j join gone g on g.id = j.kept_id
            where j.municipality_id = sec.muni() and j.undone_at is null)
        select array_agg(g.id) into citizens from gone g;
        removed := removed || sec.erase_hanging_on(
            'public.casework_subject', citizens, array['public.casework_case'::regclass]);
        delete from public.casework_fieldhistory
            where municipality_id = sec.muni() and row_id = any (citizens);
        delete from public.casework_subject
            where municipality_id = sec.muni() and id = any (citizens);
        get diagnostics n = row_count;
        removed := removed || jsonb_build_object('casework_subject', n);
    end if;
    return removed;
end $$;

-- The log of a citizen is also that of those she was joined from.
create or replace function sec.cases_in_log(ids uuid[], asked text, whole_citizen bool)
returns table (id uuid, number text, subject_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with recursive seen as (
        select c.id, c.number, c.subject_id from public.casework_case c
        where c.municipality_id = (select coalesce(sec.log_authority(), sec.muni()))
          and (select sec.role_name()) in ('leader', 'log_reviewer')
          and c.id not in (select sec.hidden_cases())
    ), told as (
        select s.id, s.number, s.subject_id from seen s
        where s.id = any (ids) or s.number = asked
           or whole_citizen
              and s.subject_id in (select x.subject_id from seen x where x.number = asked)
    ), joined as (
        select t.id, t.number, t.subject_id from told t
        union
        select x.id, x.number, j.other_id from joined x
        join public.casework_citizenjoin j on j.kept_id = x.subject_id
        where whole_citizen and j.undone_at is null
          and j.municipality_id = (select coalesce(sec.log_authority(), sec.muni()))
    )
    select x.id, x.number, x.subject_id from joined x
$$;
reset role;

create function public.casework_refuse_changed_join() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare
    undoing text[] := array['undone_at', 'undone_by', 'undone_by_name', 'undone_reason'];
begin
    if old.undone_at is not null or to_jsonb(new) - undoing <> to_jsonb(old) - undoing then
        raise exception 'a join is undone once, never rewritten' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger refuse_changed before update on casework_citizenjoin
    for each row execute function public.casework_refuse_changed_join();
