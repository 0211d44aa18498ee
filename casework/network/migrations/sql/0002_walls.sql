-- Of a topic anybody of the district says once that it is closed, and with a new text when that was; who began it
-- takes its title away, and nobody gives it another.
create function public.network_guard_topic() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare free text[] := '{last_at,title,closed_at,closed_by,closed_by_name,closed_word}';
begin
    if current_user not in ('r_muni', 'r_police') then return new; end if;
    if tg_op = 'INSERT' then
        if new.closed_at is not null then
            raise exception 'a topic begins open' using errcode = '42501';
        end if;
        return new;
    end if;
    if to_jsonb(new) - free <> to_jsonb(old) - free
       or new.title <> old.title and old.by_user <> sec.user_id()
       or old.closed_at is not null and (new.closed_at, new.closed_by, new.closed_by_name, new.closed_word, new.last_at)
          is distinct from (old.closed_at, old.closed_by, old.closed_by_name, old.closed_word, old.last_at) then
        raise exception 'a topic is closed once, and changed by nothing else' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard_topic before insert or update on network_topic
    for each row execute function public.network_guard_topic();

-- A text is written in an open topic, the first one by who began it; its writer takes it away once.
create function public.network_guard_post() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare free text[] := '{text,withdrawn_at,withdrawn_reason}';
begin
    if current_user not in ('r_muni', 'r_police') then return new; end if;
    if tg_op = 'INSERT' then
        if new.withdrawn_at is not null or not exists (
            select from public.network_topic t where t.id = new.topic_id and t.district_id = new.district_id
               and t.closed_at is null and (not new.is_opening or t.by_user = new.by_user)) then
            raise exception 'a text is written in an open topic' using errcode = '42501';
        end if;
        return new;
    end if;
    if old.by_user <> sec.user_id() or old.withdrawn_at is not null or new.withdrawn_at is null
       or to_jsonb(new) - free <> to_jsonb(old) - free then
        raise exception 'its writer takes a text away, once' using errcode = '42501';
    end if;
    new.withdrawn_at := now();
    return new;
end $$;
create trigger guard_post before insert or update on network_post
    for each row execute function public.network_guard_post();

-- Those of the district are told of a text by its writer, who may not know them: once for a topic until they have
-- read that.
set local role ctx_owner;
create function sec.tell_network(written uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into public.notifications_notice (id, authority_id, user_id, kind, about, occasion, made_at)
    select distinct on (m.authority_id, m.user_id)
        gen_random_uuid(), m.authority_id, m.user_id, 'network', p.topic_id, p.id::text, now()
    from public.network_post p
    join public.accounts_authority a on p.district_id in (a.id, a.police_district_id)
    join public.accounts_membership m on m.authority_id = a.id
    where p.id = written and p.by_user = sec.user_id() and m.user_id <> p.by_user and m.active
      and m.role in ('coordinator', 'leader', 'officer', 'police_coordinator')
      and m.valid_from <= (now() at time zone 'Europe/Copenhagen')::date
      and coalesce(m.valid_until >= (now() at time zone 'Europe/Copenhagen')::date, true)
      and not exists (
          select from public.notifications_notice n where n.kind = 'network' and n.about = p.topic_id
             and (n.authority_id, n.user_id) = (m.authority_id, m.user_id) and n.read_at is null)
    on conflict do nothing
$$;
revoke all on function sec.tell_network(uuid) from public;
grant execute on function sec.tell_network(uuid) to r_muni, r_police;
reset role;
