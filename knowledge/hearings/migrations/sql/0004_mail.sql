-- A new link comes with a new mail.
create or replace function public.hearings_guard_invitee() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{revoked_at,edits,name,digest,mail}';
begin
    if current_user = 'r_muni' and (old.revoked_at is not null
       or to_jsonb(new) - moving <> to_jsonb(old) - moving) then
        raise exception 'an invitation is only taken back' using errcode = '42501';
    end if;
    return new;
end $$;

-- How far a mail is, never what it says or to whom.
create policy ctx_owner_hearings_select on accounts_outgoingmail for select to ctx_owner
    using ((select sec.role_name()) in ('coordinator', 'leader'));
grant select (id, sent_at, attempts, due_at) on accounts_outgoingmail to ctx_owner;

set local role ctx_owner;
-- The mails of a hearing of the reader's own municipality, by who is asked.
create function sec.hearing_mails(of_hearing uuid)
returns table (invitee uuid, sent_at timestamptz, attempts int, due_at timestamptz)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp as $$
    select i.id, m.sent_at, m.attempts::int, m.due_at
    from public.hearings_invitee i join public.accounts_outgoingmail m on m.id = i.mail
    where i.hearing_id = of_hearing and i.municipality_id = (select sec.muni())
      and (select sec.role_name()) in ('coordinator', 'leader')
$$;
revoke all on function sec.hearing_mails(uuid) from public;
grant execute on function sec.hearing_mails(uuid) to r_muni;
reset role;
