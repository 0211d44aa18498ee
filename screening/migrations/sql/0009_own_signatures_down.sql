create or replace function screening_guard_consensus() returns trigger
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
create or replace function screening_guard_rating() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if old.locked_at is not null and
       (new.id, new.municipality_id, new.screening_id, new.authority_id, new.rater_id, new.rater_name,
        new.version, new.answers, new.judgement, new.saved_at, new.judged_at, new.locked_at,
        new.content_hash, new.seal_version, new.profile)
           is distinct from
       (old.id, old.municipality_id, old.screening_id, old.authority_id, old.rater_id, old.rater_name,
        old.version, old.answers, old.judgement, old.saved_at, old.judged_at, old.locked_at,
        old.content_hash, old.seal_version, old.profile) then
        raise exception 'a locked rating is never changed' using errcode = '23514';
    end if;
    if current_user <> 'ctx_owner' and
       (new.opened, new.district_id, new.access_ends)
           is distinct from (old.opened, old.district_id, old.access_ends) then
        raise exception 'a rating is opened by its screening' using errcode = '23514';
    end if;
    return new;
end $$;
