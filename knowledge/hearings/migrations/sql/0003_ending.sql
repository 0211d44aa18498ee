-- Who was asked keeps her address and her answers; her name is corrected, her link made anew.
create or replace function public.hearings_guard_invitee() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{revoked_at,edits,name,digest}';
begin
    if current_user = 'r_muni' and (old.revoked_at is not null
       or to_jsonb(new) - moving <> to_jsonb(old) - moving) then
        raise exception 'an invitation is only taken back' using errcode = '42501';
    end if;
    return new;
end $$;

-- A hearing is about a draft: it ends when that is adopted or thrown away, by nobody's own hand.
create function public.hearings_end_with_draft() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user = 'r_muni' and not old.is_public and (tg_op = 'DELETE' or new.is_public) then
        update public.hearings_hearing set closed_at = clock_timestamp(), edits = edits + 1
        where municipality_id = old.municipality_id and plan = old.id and closed_at is null;
    end if;
    return null;
end $$;
create trigger hearings_end_with_draft after update of is_public or delete on plans_plan
    for each row execute function public.hearings_end_with_draft();
