drop trigger exercises_guard_point on exercises_point;
drop function exercises_guard_point();
drop trigger exercises_guard_entry on exercises_entry;
drop function exercises_guard_entry();
drop trigger exercises_guard_plan on exercises_exercise;
create or replace function exercises_guard_run() returns trigger
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
