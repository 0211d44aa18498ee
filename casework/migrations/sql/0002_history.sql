-- Earlier values of changed columns, whoever changes them: application, bulk update or raw SQL.
-- Runs as the caller, so the caller's own wall decides where the row may go.
create function public.casework_keep_history() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare
    -- When something was last touched is no field of its own; the log and the rows below tell it.
    before jsonb := to_jsonb(old) - 'updated_at' - 'version';
    after jsonb := to_jsonb(new) - 'updated_at' - 'version';
    changed jsonb;
begin
    select jsonb_object_agg(key, value) into changed
    from jsonb_each(before) where after -> key is distinct from value;
    if changed is not null then
        insert into public.casework_fieldhistory
            (id, municipality_id, case_id, "table", row_id, at, user_id, old)
        values (gen_random_uuid(), old.municipality_id,
                coalesce(before ->> 'case_id', case when tg_table_name = 'casework_case'
                                                    then before ->> 'id' end)::uuid,
                tg_table_name, old.id, clock_timestamp(), sec.user_id(), changed);
    end if;
    return null;
end $$;

create trigger keep_history after update on casework_case
    for each row execute function public.casework_keep_history();
create trigger keep_history after update on casework_subject
    for each row execute function public.casework_keep_history();
create trigger keep_history after update on casework_concern
    for each row execute function public.casework_keep_history();
create trigger keep_history after update on casework_measure
    for each row execute function public.casework_keep_history();
create trigger keep_history after update on casework_note
    for each row execute function public.casework_keep_history();

-- Nobody writes history by hand: a row is accepted only from inside another trigger.
create function public.casework_history_by_trigger_only() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if pg_trigger_depth() < 2 then
        raise exception 'history is written by the database only' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger by_trigger_only before insert on casework_fieldhistory
    for each row execute function public.casework_history_by_trigger_only();

-- A note is open for 24 hours; after that it stays as it is.
create function public.casework_refuse_locked_note() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if old.locks_at <= now() then
        raise exception 'the note is locked' using errcode = '42501';
    end if;
    if new.locks_at is distinct from old.locks_at or new.at is distinct from old.at
       or new.case_id is distinct from old.case_id or new.by_user is distinct from old.by_user then
        raise exception 'who wrote a note and when it locks do not change' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger refuse_locked before update on casework_note
    for each row execute function public.casework_refuse_locked_note();

-- A receipt belongs to a disclosure and an item of the same district.
alter table casework_disclosure add constraint casework_disclosure_district_key unique (district_id, id);
alter table casework_disclosureitem
    add constraint casework_disclosureitem_district_key unique (district_id, disclosure_id, id),
    add constraint casework_disclosureitem_same_district foreign key (district_id, disclosure_id)
        references casework_disclosure (district_id, id) deferrable initially deferred;
alter table casework_receipt
    add constraint casework_receipt_same_district foreign key (district_id, disclosure_id, item_id)
        references casework_disclosureitem (district_id, disclosure_id, id) deferrable initially deferred;
