-- A case that was led into another goes no earlier than that one, nor than what that one was led into.
set local role ctx_owner;

create function sec.led_cases() returns table (id uuid, kept_until date)
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    with recursive led (id, kept) as (
        select j.gone_id, j.case_id from public.casework_casejoin j
        where j.municipality_id = (select sec.muni()) and j.undone_at is null
        union
        select l.id, j.case_id from led l join public.casework_casejoin j on j.gone_id = l.kept
        where j.municipality_id = (select sec.muni()) and j.undone_at is null
    )
    -- Nothing while one of them is not closed.
    select l.id, case when bool_and(k.state = 'closed')
                      then max(greatest(k.delete_earliest, k.hold_until + 1)) end
    from led l join public.casework_case k
      on k.municipality_id = (select sec.muni()) and k.id = l.kept
    group by l.id
$$;
revoke all on function sec.led_cases() from public;
grant execute on function sec.led_cases() to r_muni;

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
       or c.delete_earliest > today or c.hold_until >= today
       or exists (select from sec.led_cases() l
                  where l.id = erased and (l.kept_until is null or l.kept_until > today)) then
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
reset role;

create trigger refuse_changed before update on casework_casejoin
    for each row execute function public.casework_refuse_changed_join();
