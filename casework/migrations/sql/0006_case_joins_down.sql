drop trigger refuse_changed on casework_casejoin;
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
drop function sec.led_cases();
reset role;
