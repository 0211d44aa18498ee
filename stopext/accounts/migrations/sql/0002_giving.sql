-- Nobody gives herself a right, whatever the application does.
create function public.accounts_guard_membership() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user not like 'r\_%' then return new; end if;
    if (new.id, new.user_id, new.authority_id, new.role)
           is distinct from (old.id, old.user_id, old.authority_id, old.role) then
        raise exception 'a membership keeps its person, place and role' using errcode = '42501';
    end if;
    if old.user_id = sec.user_id() then
        raise exception 'nobody changes her own role' using errcode = '42501';
    end if;
    if new.active and not old.active then
        raise exception 'what has ended stays so' using errcode = '42501';
    end if;
    -- One administrator alone only shortens; a reporter''s role opens no case.
    if sec.role_name() = 'administrator' and old.role <> 'reporter'
       and (old.authority_id <> sec.authority() or old.role = 'administrator')
       and (new.valid_from < old.valid_from
            or coalesce(new.valid_until, 'infinity') > coalesce(old.valid_until, 'infinity')) then
        raise exception 'from outside a role is only shortened' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on accounts_membership
    for each row execute function public.accounts_guard_membership();

create function public.accounts_guard_invitation() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user not like 'r\_%' then return new; end if;
    if tg_op = 'INSERT' then
        if new.invited_by <> sec.user_id() or new.confirmed_by is not null or new.accepted_at is not null then
            raise exception 'nobody invites in another name' using errcode = '42501';
        end if;
        new.needs_second := new.role = 'administrator'
            or new.role <> 'reporter' and new.authority_id <> sec.authority();
        return new;
    end if;
    if (new.id, new.authority_id, new.email, new.role, new.needs_second, new.invited_by, new.accepted_at)
           is distinct from
       (old.id, old.authority_id, old.email, old.role, old.needs_second, old.invited_by, old.accepted_at) then
        raise exception 'an invitation keeps its person, place and role' using errcode = '42501';
    end if;
    if new.confirmed_by is distinct from old.confirmed_by
       and (old.confirmed_by is not null or new.confirmed_by is distinct from sec.user_id()
            or sec.role_name() <> 'administrator') then
        raise exception 'a second administrator confirms' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on accounts_invitation
    for each row execute function public.accounts_guard_invitation();

-- To whom the centre''s administrator must tell what she changes in an authority.
set local role ctx_owner;
create function sec.leaders_of(place int) returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select distinct u.email::text
    from public.accounts_membership m join public.accounts_user u on u.id = m.user_id
    where sec.role_name() = 'administrator' and m.authority_id = place
      and m.role in ('leader', 'police_coordinator') and u.is_active
      and (m.valid_until is null or m.valid_until > current_date - 90)
$$;
revoke all on function sec.leaders_of(int) from public;
grant execute on function sec.leaders_of(int) to r_centre;
reset role;
