set local role ctx_owner;
create or replace function sec.hearing_keep(secret bytea, invitation uuid, of_part uuid, words text, seen int)
returns text language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare guest uuid := sec.hearing_guest(secret, invitation); i public.hearings_invitee;
    old public.hearings_answer;
begin
    if guest is null or not sec.hearing_takes(guest) then return 'ended'; end if;
    select * into i from public.hearings_invitee where id = guest for update;
    if of_part <> i.hearing_id and not exists (
        select from public.hearings_hearing h, jsonb_array_elements(h.parts) p
        where h.id = i.hearing_id and p->>'key' = of_part::text
    ) then return 'ended'; end if;
    select * into old from public.hearings_answer g
    where g.invitee_id = guest and g.part = of_part order by g.is_draft desc limit 1;
    if coalesce(old.text, '') = words then return 'kept'; end if;
    if coalesce(old.edits, 0) <> seen then return 'conflict'; end if;
    insert into public.hearings_answer (id, municipality_id, hearing_id, invitee_id, part, is_draft, text,
        at, edits, earlier, verdict, reason, judged_by_name, judged_before)
    values (gen_random_uuid(), i.municipality_id, i.hearing_id, guest, of_part, true, words,
        clock_timestamp(), seen + 1,
        '[]', '', '', '', '[]')
    on conflict (invitee_id, part, is_draft) do update
        set text = excluded.text, at = excluded.at, edits = excluded.edits;
    return 'kept';
end $$;
create or replace function sec.hearing_guest(secret bytea, invitation uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select i.id from public.hearings_invitee i
    where i.digest = sha256(secret)
       or i.id = invitation and i.user = sec.user_id() and i.municipality_id = sec.muni()
$$;
reset role;
drop trigger guard_new on hearings_invitee;
drop trigger guard_new on hearings_hearing;
create or replace function public.hearings_guard_answer() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{verdict,reason,judged_at,judged_by_name,judged_before}';
begin
    if current_user = 'r_muni' and to_jsonb(new) - moving <> to_jsonb(old) - moving then
        raise exception 'an answer is who gave it''s' using errcode = '42501';
    end if;
    return new;
end $$;
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
create or replace function public.hearings_guard_hearing() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{deadline,closed_at,closed_by_name,edits}';
begin
    if current_user = 'r_muni' and (old.closed_at is not null
       or to_jsonb(new) - moving <> to_jsonb(old) - moving) then
        raise exception 'a hearing keeps what it is about' using errcode = '42501';
    end if;
    return new;
end $$;
create or replace function public.hearings_guard_comment() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare own text[] := '{text,earlier,changed_at,edits}'; state text[] := '{resolved_at,resolved_by_name,edits}';
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        if new.author <> sec.user_id() then
            raise exception 'nobody comments in another name' using errcode = '42501';
        end if;
    elsif to_jsonb(new) - state <> to_jsonb(old) - state
      and (old.author <> sec.user_id() or to_jsonb(new) - own <> to_jsonb(old) - own) then
        raise exception 'a comment is its author''s' using errcode = '42501';
    end if;
    return new;
end $$;
drop function public.hearings_is_draft(jsonb, uuid, int);
drop function public.hearings_keeps(jsonb, jsonb, jsonb, timestamptz);
