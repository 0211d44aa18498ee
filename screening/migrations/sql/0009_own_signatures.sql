-- A locked rating is held whole, also what was confirmed of its critical answers; where that is missing its
-- rater alone adds it. Before the lock a rating is answered by its rater: who wants to go on with it takes it
-- over first, in her own name.
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

-- Of a signature not only the time is the own authority's; what is written together is who wrote it.
create or replace function screening_guard_consensus() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare signs_muni bool; signs_police bool; writes bool;
begin
    if current_user = 'ctx_owner' then return new; end if;
    if tg_op = 'INSERT' then
        signs_muni := new.signed_by_municipality_at is not null;
        signs_police := new.signed_by_police_at is not null;
        writes := true;
    else
        signs_muni := new.signed_by_municipality_at is not null
            and (new.signed_by_municipality_at, new.signed_by_municipality_id, new.signed_by_municipality_name)
                is distinct from
                (old.signed_by_municipality_at, old.signed_by_municipality_id, old.signed_by_municipality_name);
        signs_police := new.signed_by_police_at is not null
            and (new.signed_by_police_at, new.signed_by_police_id, new.signed_by_police_name)
                is distinct from
                (old.signed_by_police_at, old.signed_by_police_id, old.signed_by_police_name);
        writes := (new.decisions, new.judgement) is distinct from (old.decisions, old.judgement);
        if old.signed_by_municipality_at is not null and old.signed_by_police_at is not null then
            raise exception 'a signed consensus is never changed' using errcode = '23514';
        end if;
        if writes and (new.signed_by_municipality_at is not null or new.signed_by_police_at is not null) then
            raise exception 'a changed consensus carries no signature' using errcode = '23514';
        end if;
    end if;
    if (signs_muni and current_user <> 'r_muni') or (signs_police and current_user <> 'r_police') then
        raise exception 'nobody signs for another authority' using errcode = '42501';
    end if;
    if writes and new.saved_by_id is distinct from sec.user_id() then
        raise exception 'who writes it says so' using errcode = '42501';
    end if;
    return new;
end $$;
