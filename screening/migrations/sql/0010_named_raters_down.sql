drop trigger guard on screening_screeningaccess;
drop function screening_guard_access();
create or replace function screening_guard_rating() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if old.locked_at is not null and
       (new.id, new.municipality_id, new.screening_id, new.authority_id, new.rater_id, new.rater_name,
        new.version, new.answers, new.judgement, new.saved_at, new.judged_at, new.locked_at,
        new.content_hash, new.seal_version, new.profile, coalesce(old.acknowledged, new.acknowledged))
           is distinct from
       (old.id, old.municipality_id, old.screening_id, old.authority_id, old.rater_id, old.rater_name,
        old.version, old.answers, old.judgement, old.saved_at, old.judged_at, old.locked_at,
        old.content_hash, old.seal_version, old.profile, new.acknowledged) then
        raise exception 'a locked rating is never changed' using errcode = '23514';
    end if;
    if current_user <> 'ctx_owner' and
       (new.opened, new.district_id, new.access_ends)
           is distinct from (old.opened, old.district_id, old.access_ends) then
        raise exception 'a rating is opened by its screening' using errcode = '23514';
    end if;
    if current_user in ('r_muni', 'r_police') and old.rater_id is distinct from sec.user_id() and
       (new.answers, new.judgement, new.judged_at, new.locked_at, new.content_hash, new.seal_version,
        new.profile, new.acknowledged)
           is distinct from
       (old.answers, old.judgement, old.judged_at, old.locked_at, old.content_hash, old.seal_version,
        old.profile, old.acknowledged) then
        raise exception 'a rating is its rater''s' using errcode = '42501';
    end if;
    return new;
end $$;
