-- Nobody is said to have read what she has not: a notice comes unread, and its reader marks it. Of all
-- else it stays as it was made.
create function public.notifications_guard_notice() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user not like 'r\_%' then return new; end if;
    if tg_op = 'INSERT' then
        if new.read_at is not null or new.settled_at is not null then
            raise exception 'a notice comes unread' using errcode = '42501';
        end if;
    elsif to_jsonb(new) - 'read_at' <> to_jsonb(old) - 'read_at' then
        raise exception 'a notice is only read' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on notifications_notice
    for each row execute function public.notifications_guard_notice();

-- Where who is told gets mail, by the roles that person has there today. No row: no mail.
set local role ctx_owner;
create function sec.notified(person uuid, place int) returns table (role text, email text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select m.role::text, u.email::text
    from public.accounts_membership m
    join public.accounts_user u on u.id = m.user_id and u.is_active,
    lateral (select (now() at time zone 'Europe/Copenhagen')::date as today) d
    where sec.job() = 'send_digests' and m.user_id = person and m.authority_id = place and m.active
      and m.valid_from <= d.today and (m.valid_until is null or m.valid_until >= d.today)
$$;
revoke all on function sec.notified(uuid, int) from public;
grant execute on function sec.notified(uuid, int) to portal_job;
reset role;
