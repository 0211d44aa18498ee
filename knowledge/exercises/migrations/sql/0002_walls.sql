-- The leader approves a card and publishes it. Whoever else writes in it ends the approval, and what
-- is public stays as it was approved.
create function exercises_guard_card() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' or sec.role_name() = 'leader' then return new; end if;
    if new.approved_on is not null
        or new.is_public
            and (new.is_public, new.public_edition)
                is distinct from (old.is_public, old.public_edition) then
        raise exception 'the leader approves a card' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger exercises_guard_card before insert or update on exercises_card
    for each row execute function exercises_guard_card();

-- An exercise that is over or called off is not begun again, and the script it was run by stands.
create function exercises_guard_run() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if old.status in ('done', 'called_off') and new.status <> old.status then
        raise exception 'an exercise is held once' using errcode = '42501';
    end if;
    if old.status <> 'planned' and (new.injects, new.title, new."on") is distinct from (old.injects, old.title, old."on") then
        raise exception 'what was exercised stands' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger exercises_guard_run before update on exercises_exercise
    for each row execute function exercises_guard_run();
