-- Who writes and who publishes are two persons: the database takes them from the context it verified
-- itself. The owner's login is no person; it loads the files of a release.
create or replace function screening_guard_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare by_person bool := current_user = 'r_centre';
begin
    if tg_op = 'INSERT' then
        if by_person then
            if new.status <> 'draft' then
                raise exception 'a version begins as a draft' using errcode = '23514';
            end if;
            new.prepared_by_id := sec.user_id(); new.published_by_id := null;
        end if;
        return new;
    end if;
    if old.status in ('draft', 'in_review') then
        if tg_op = 'DELETE' then return old; end if;
        if by_person then
            new.published_by_id := null;
            -- A change of a single word makes its author the one who may not publish it.
            new.prepared_by_id := case
                when (new.instrument_id, new.version, new.definition, new.content_hash, new.changelog, new.prepared_by)
                         is distinct from
                     (old.instrument_id, old.version, old.definition, old.content_hash, old.changelog, old.prepared_by)
                then sec.user_id() else old.prepared_by_id end;
            if new.status not in ('draft', 'in_review') then
                if new.status <> 'published' or old.status <> 'in_review'
                   or new.prepared_by_id is null or new.prepared_by_id = sec.user_id() then
                    raise exception 'another person publishes what was reviewed' using errcode = '42501';
                end if;
                new.published_by_id := sec.user_id();
            end if;
        end if;
        return new;
    end if;
    if tg_op = 'DELETE' or old.status = 'retired' or new.status not in ('published', 'retired') or
       (new.id, new.instrument_id, new.version, new.definition, new.content_hash, new.changelog,
        new.prepared_by, new.published_by, new.published_at, new.prepared_by_id, new.published_by_id)
           is distinct from
       (old.id, old.instrument_id, old.version, old.definition, old.content_hash, old.changelog,
        old.prepared_by, old.published_by, old.published_at, old.prepared_by_id, old.published_by_id) then
        raise exception 'a published version is never changed' using errcode = '23514';
    end if;
    return new;
end $$;
drop trigger guard on screening_instrumentversion;
create trigger guard before insert or update or delete on screening_instrumentversion
    for each row execute function screening_guard_version();
