-- What nobody may change, whatever the application does. These run as the role that writes.

create function screening_guard_screening() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user = 'ctx_owner' then return new; end if;
    if tg_op = 'INSERT' then
        if new.state <> 'open' then
            raise exception 'a screening begins open' using errcode = '23514';
        end if;
        new.municipality_locked_at := null; new.police_locked_at := null;
        new.opened_at := null; new.agreed_at := null;
        return new;
    end if;
    if (new.state, new.municipality_locked_at, new.police_locked_at, new.opened_at, new.agreed_at)
           is distinct from
       (old.state, old.municipality_locked_at, old.police_locked_at, old.opened_at, old.agreed_at)
       or (new.municipality_id, new.version_id, new.subset, new.subject_id)
           is distinct from (old.municipality_id, old.version_id, old.subset, old.subject_id) then
        raise exception 'only locks and signatures move a screening' using errcode = '23514';
    end if;
    return new;
end $$;

create function screening_guard_rating() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if old.locked_at is not null and
       (new.id, new.municipality_id, new.screening_id, new.authority_id, new.rater_id, new.rater_name,
        new.version, new.answers, new.judgement, new.saved_at, new.judged_at, new.locked_at,
        new.content_hash, new.profile)
           is distinct from
       (old.id, old.municipality_id, old.screening_id, old.authority_id, old.rater_id, old.rater_name,
        old.version, old.answers, old.judgement, old.saved_at, old.judged_at, old.locked_at,
        old.content_hash, old.profile) then
        raise exception 'a locked rating is never changed' using errcode = '23514';
    end if;
    if current_user <> 'ctx_owner' and
       (new.opened, new.district_id, new.access_ends)
           is distinct from (old.opened, old.district_id, old.access_ends) then
        raise exception 'a rating is opened by its screening' using errcode = '23514';
    end if;
    return new;
end $$;

create function screening_guard_consensus() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare signs_muni bool; signs_police bool;
begin
    if current_user = 'ctx_owner' then return new; end if;
    if tg_op = 'INSERT' then
        signs_muni := new.signed_by_municipality_at is not null;
        signs_police := new.signed_by_police_at is not null;
    else
        signs_muni := new.signed_by_municipality_at is not null
            and new.signed_by_municipality_at is distinct from old.signed_by_municipality_at;
        signs_police := new.signed_by_police_at is not null
            and new.signed_by_police_at is distinct from old.signed_by_police_at;
        if old.signed_by_municipality_at is not null and old.signed_by_police_at is not null then
            raise exception 'a signed consensus is never changed' using errcode = '23514';
        end if;
        if (new.decisions, new.judgement) is distinct from (old.decisions, old.judgement)
           and (new.signed_by_municipality_at is not null or new.signed_by_police_at is not null) then
            raise exception 'a changed consensus carries no signature' using errcode = '23514';
        end if;
    end if;
    if (signs_muni and current_user <> 'r_muni') or (signs_police and current_user <> 'r_police') then
        raise exception 'nobody signs for another authority' using errcode = '42501';
    end if;
    return new;
end $$;

create function screening_guard_version() returns trigger
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

create trigger guard before insert or update on screening_screening
    for each row execute function screening_guard_screening();
create trigger guard before update on screening_rating
    for each row execute function screening_guard_rating();
create trigger guard before insert or update on screening_consensus
    for each row execute function screening_guard_consensus();
create trigger guard before update or delete on screening_instrumentversion
    for each row execute function screening_guard_version();
