-- What hangs on a case and points at another part of a case points at one of its own: a row of an open case
-- could stand on a hidden one. A trigger names the column that points, the table it points at, and the
-- columns in which both rows agree. A concern that is led to a case of its own leaves its repeat search
-- where it was written, so this is asked when a row is written, and is no key.
create function public.casework_keep_together() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare said jsonb := to_jsonb(new); agree text; is_one bool;
begin
    if current_user not in ('r_muni', 'r_police') or said ->> tg_argv[0] is null then return null; end if;
    select string_agg(format(' and p.%I = ($1 ->> %L)::uuid', shared, shared), '') into agree
        from unnest(tg_argv[2:]) shared;
    execute format('select exists (select from public.%I p where p.municipality_id = ($1 ->> ''municipality_id'')::int'
                   ' and p.id = ($1 ->> %L)::uuid%s)', tg_argv[1], tg_argv[0], agree)
        into is_one using said;
    if not is_one then
        raise exception 'a row points at a part of its own case' using errcode = '42501';
    end if;
    return null;
end $$;
create trigger keep_together_concern after insert or update of case_id, concern_id on casework_repeatcheck
    for each row execute function public.casework_keep_together('concern_id', 'casework_concern', 'case_id');
create trigger keep_together_note after insert or update of case_id, addendum_to_id on casework_note
    for each row execute function public.casework_keep_together('addendum_to_id', 'casework_note', 'case_id');
create trigger keep_together_disclosure after insert or update of case_id, disclosure_id on casework_disclosureitem
    for each row execute function public.casework_keep_together('disclosure_id', 'casework_disclosure', 'case_id');
create trigger keep_together_disclosure after insert or update of case_id, disclosure_id on casework_receipt
    for each row execute function public.casework_keep_together('disclosure_id', 'casework_disclosure', 'case_id');
create trigger keep_together_item after insert or update of case_id, disclosure_id, item_id on casework_receipt
    for each row execute function public.casework_keep_together('item_id', 'casework_disclosureitem', 'case_id', 'disclosure_id');
create trigger keep_together_disclosure after insert or update of case_id, disclosure_id on casework_handoveranswer
    for each row execute function public.casework_keep_together('disclosure_id', 'casework_disclosure', 'case_id');
