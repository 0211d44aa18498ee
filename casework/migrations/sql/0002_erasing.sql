-- Nobody may delete rows of a case, except here: all of a case at once, when its retention is over,
-- somebody has proposed it and a leader other than that person carries it out. What is left is the
-- case's number, dates and codes, and the certificate.
set local role ctx_owner;

create function sec.erase_case(erased uuid, citizen uuid) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record; e record; n bigint; removed jsonb;
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
        perform sec.erase_hanging_on(
            'public.casework_subject', array[citizen], array['public.casework_case'::regclass]);
        delete from public.casework_fieldhistory
            where municipality_id = sec.muni() and row_id = citizen;
        delete from public.casework_subject where municipality_id = sec.muni() and id = citizen;
        get diagnostics n = row_count;
        removed := removed || jsonb_build_object('casework_subject', n);
    end if;
    return removed;
end $$;
revoke all on function sec.erase_case(uuid, uuid) from public;
grant execute on function sec.erase_case(uuid, uuid) to r_muni;
reset role;

-- A certificate stays as it was signed.
create function public.casework_refuse_changed_certificate() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if old.erased_at is not null then
        raise exception 'a certificate of erasure is never changed' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger refuse_changed before update on casework_erasure
    for each row execute function public.casework_refuse_changed_certificate();
