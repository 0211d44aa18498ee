drop trigger guard on screening_instrumentversion;
create or replace function screening_guard_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if old.status in ('draft', 'in_review') then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    if tg_op = 'DELETE' or old.status = 'retired' or new.status not in ('published', 'retired') or
       (new.id, new.instrument_id, new.version, new.definition, new.content_hash, new.changelog,
        new.prepared_by, new.published_by, new.published_at)
           is distinct from
       (old.id, old.instrument_id, old.version, old.definition, old.content_hash, old.changelog,
        old.prepared_by, old.published_by, old.published_at) then
        raise exception 'a published version is never changed' using errcode = '23514';
    end if;
    return new;
end $$;

create trigger guard before update or delete on screening_instrumentversion
    for each row execute function screening_guard_version();
