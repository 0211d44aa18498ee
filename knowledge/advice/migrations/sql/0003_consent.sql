-- The municipality let the adviser read this draft, not the next one.
create function public.advice_consent_ends() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user = 'r_muni' and not old.is_public and (tg_op = 'DELETE' or new.is_public) then
        update public.advice_thread set draft_until = null
        where municipality_id = old.municipality_id and draft_until is not null;
    end if;
    return null;
end $$;
create trigger advice_consent_ends after update of is_public or delete on plans_plan
    for each row execute function public.advice_consent_ends();
