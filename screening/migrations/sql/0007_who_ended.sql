-- Who ends the district's access does so in her own name, once. The district, which no longer reads
-- the screening, is told for a quarter that it ended, by whom and why: its overseers, and who was
-- named for it. Never what was answered.
create or replace function screening_guard_screening() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user = 'ctx_owner' then return new; end if;
    if tg_op = 'INSERT' then
        if new.state <> 'open' then
            raise exception 'a screening begins open' using errcode = '23514';
        end if;
        new.municipality_locked_at := null; new.police_locked_at := null;
        new.opened_at := null; new.agreed_at := null;
        return new;
    end if;
    if (new.municipality_locked_at, new.police_locked_at, new.opened_at, new.agreed_at)
           is distinct from
       (old.municipality_locked_at, old.police_locked_at, old.opened_at, old.agreed_at)
       or (new.municipality_id, new.version_id, new.subset, new.subject_id)
           is distinct from (old.municipality_id, old.version_id, old.subset, old.subject_id)
       or (new.state <> old.state and (old.state, new.state) <> ('open', 'cancelled')) then
        raise exception 'only locks and signatures move a screening' using errcode = '23514';
    end if;
    if new.state <> old.state then
        if current_user <> 'r_muni' or new.cancelled_by is distinct from sec.user_id()
           or sec.role_name() not in ('coordinator', 'leader') then
            raise exception 'who orders a screening calls it off, in her own name' using errcode = '42501';
        end if;
    elsif (new.cancelled_at, new.cancelled_by, new.cancelled_by_name, new.cancel_reason)
              is distinct from
          (old.cancelled_at, old.cancelled_by, old.cancelled_by_name, old.cancel_reason) then
        raise exception 'a cancelled screening is never changed' using errcode = '23514';
    end if;
    if old.revoked_at is not null then
        if (new.revoked_at, new.revoked_by, new.revoked_by_name, new.revoked_reason)
               is distinct from
           (old.revoked_at, old.revoked_by, old.revoked_by_name, old.revoked_reason) then
            raise exception 'what was withdrawn stays so' using errcode = '23514';
        end if;
    elsif new.revoked_at is not null and new.revoked_by is distinct from sec.user_id() then
        raise exception 'who withdraws does so in her own name' using errcode = '42501';
    end if;
    return new;
end $$;

set local role ctx_owner;
create function sec.withdrawn_screenings() returns table (
    id uuid, municipality_id int, reference varchar, revoked_at timestamptz, revoked_by_name varchar, revoked_reason bytea
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select s.id, s.municipality_id, s.reference, s.revoked_at, s.revoked_by_name, s.revoked_reason
    from public.screening_screening s
    where s.district_id = sec.district() and s.state in ('open', 'opened')
      and s.revoked_at > now() - interval '92 days'
      and (sec.role_name() = 'police_coordinator' or exists (
          select from public.screening_screeningaccess a
          where a.municipality_id = s.municipality_id and a.screening_id = s.id
            and a.authority_id = s.district_id and a.user_id = sec.user_id() and a.ended_at is null))
$$;
revoke all on function sec.withdrawn_screenings() from public;
grant execute on function sec.withdrawn_screenings() to r_police;
reset role;
