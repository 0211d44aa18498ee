drop trigger hearings_end_with_draft on plans_plan;
drop function public.hearings_end_with_draft();
create or replace function public.hearings_guard_invitee() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{revoked_at,edits}';
begin
    if current_user = 'r_muni' and (old.revoked_at is not null
       or to_jsonb(new) - moving <> to_jsonb(old) - moving) then
        raise exception 'an invitation is only taken back' using errcode = '42501';
    end if;
    return new;
end $$;
