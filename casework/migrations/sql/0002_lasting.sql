-- What nobody takes back, whatever the application does.
create function public.casework_keep_withdrawn() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
        raise exception 'what was withdrawn stays withdrawn' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger keep_withdrawn before update of revoked_at on casework_disclosure
    for each row execute function public.casework_keep_withdrawn();
create trigger keep_withdrawn before update of revoked_at on casework_disclosureitem
    for each row execute function public.casework_keep_withdrawn();
create trigger keep_withdrawn before update of revoked_at on casework_receipt
    for each row execute function public.casework_keep_withdrawn();

-- Only who leads cases restricts one or lifts it.
create function public.casework_guard_restriction() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if new.restricted is distinct from old.restricted
       and sec.role_name() not in ('coordinator', 'leader') then
        raise exception 'only who leads cases restricts them' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard_restriction before update of restricted on casework_case
    for each row execute function public.casework_guard_restriction();
