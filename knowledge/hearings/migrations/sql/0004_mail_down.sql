set local role ctx_owner;
drop function sec.hearing_mails(uuid);
reset role;
revoke select (id, sent_at, attempts, due_at) on accounts_outgoingmail from ctx_owner;
drop policy ctx_owner_hearings_select on accounts_outgoingmail;
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
