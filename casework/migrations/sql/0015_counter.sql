-- The next number of a case is one more than the last: a counter set back hands out a number that is taken,
-- and no case is registered after that.
create function public.casework_guard_counter() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' and new.last > 1
       or tg_op = 'UPDATE' and (to_jsonb(new) - 'last' <> to_jsonb(old) - 'last' or new.last <> old.last + 1) then
        raise exception 'cases are counted one by one' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on casework_casecounter
    for each row execute function public.casework_guard_counter();
