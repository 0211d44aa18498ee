-- What is changed is how somebody is reached, never whose contact it is.
create function public.accounts_guard_contact() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if (new.id, new.authority_id, new.use) is distinct from (old.id, old.authority_id, old.use) then
        raise exception 'a contact keeps its place and use' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on accounts_contact
    for each row execute function public.accounts_guard_contact();
