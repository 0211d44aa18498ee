-- A task is done by who says so, on the day she says it; one that is open has been done by nobody.
create function plans_guard_task() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'UPDATE' and (new.done_on, new.done_by_name) is not distinct from (old.done_on, old.done_by_name) then
        return new;
    end if;
    if new.done_on is null then
        new.done_by_name := '';
    else
        new.done_by_name := sec.own_name();
        new.done_on := (sec.moment(new.done_on::timestamp at time zone 'Europe/Copenhagen') at time zone 'Europe/Copenhagen')::date;
    end if;
    return new;
end $$;
create trigger plans_guard_task before insert or update on plans_task
    for each row execute function plans_guard_task();
