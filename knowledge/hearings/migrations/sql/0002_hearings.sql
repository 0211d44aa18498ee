-- A comment goes with its plan, an answer to it with the comment.
alter table hearings_comment
    add constraint hearings_comment_plan_id_same_tenant foreign key (municipality_id, plan_id)
    references plans_plan (municipality_id, id) on delete cascade deferrable initially deferred,
    add constraint hearings_comment_answers_id_same_tenant foreign key (municipality_id, answers_id)
    references hearings_comment (municipality_id, id) on delete cascade deferrable initially deferred;

-- Nobody writes in another name, or changes what another has written; anybody who leads the work
-- says that it is dealt with.
create function public.hearings_guard_comment() returns trigger language plpgsql
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
create trigger guard before insert or update on hearings_comment
    for each row execute function public.hearings_guard_comment();

-- What was laid before people stays as it was; a hearing is prolonged and closed.
create function public.hearings_guard_hearing() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{deadline,closed_at,closed_by_name,edits}';
begin
    if current_user = 'r_muni' and (old.closed_at is not null
       or to_jsonb(new) - moving <> to_jsonb(old) - moving) then
        raise exception 'a hearing keeps what it is about' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on hearings_hearing
    for each row execute function public.hearings_guard_hearing();

-- Who was asked stays who she is; the link is taken back once.
create function public.hearings_guard_invitee() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{revoked_at,edits}';
begin
    if current_user = 'r_muni' and (old.revoked_at is not null
       or to_jsonb(new) - moving <> to_jsonb(old) - moving) then
        raise exception 'an invitation is only taken back' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on hearings_invitee
    for each row execute function public.hearings_guard_invitee();

-- Of an answer those who asked say what became of it, and nothing else.
create function public.hearings_guard_answer() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{verdict,reason,judged_at,judged_by_name,judged_before}';
begin
    if current_user = 'r_muni' and to_jsonb(new) - moving <> to_jsonb(old) - moving then
        raise exception 'an answer is who gave it''s' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on hearings_answer
    for each row execute function public.hearings_guard_answer();

-- Who is asked: by the digest of her link's secret (of which a digest is stored), or as the colleague who is logged in.
set local role ctx_owner;
create function sec.hearing_guest(secret bytea, invitation uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select i.id from public.hearings_invitee i
    where i.digest = sha256(secret)
       or i.id = invitation and i.user = sec.user_id() and i.municipality_id = sec.muni()
$$;

-- Whether answers are taken of her now.
create function sec.hearing_takes(guest uuid) returns bool
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from public.hearings_invitee i join public.hearings_hearing h on h.id = i.hearing_id
        where i.id = guest and i.revoked_at is null and h.closed_at is null
          and h.deadline >= (now() at time zone 'Europe/Copenhagen')::date
    )
$$;

-- All that she may read: when it has ended whom to ask, and nothing of the plan. Null without one.
create function sec.hearing_read(secret bytea, invitation uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object('id', i.id, 'place', h.municipality_id, 'municipality', a.name,
        'contact', h.contact, 'is_open', t.is_open, 'is_revoked', i.revoked_at is not null)
      || case when not t.is_open then '{}'::jsonb else jsonb_build_object(
        'hearing', h.id, 'name', i.name, 'title', h.title, 'version', h.version, 'letter', h.letter,
        'deadline', h.deadline, 'opened_at', h.opened_at, 'sent_at', i.sent_at, 'parts', h.parts,
        'answers', (
            select coalesce(jsonb_agg(jsonb_build_object('part', g.part, 'is_draft', g.is_draft,
                'text', g.text, 'edits', g.edits, 'at', g.at) order by g.at), '[]'::jsonb)
            from public.hearings_answer g where g.invitee_id = i.id)) end
    from public.hearings_invitee i
    join public.hearings_hearing h on h.id = i.hearing_id
    join public.accounts_authority a on a.id = h.municipality_id,
    lateral (select sec.hearing_takes(i.id) as is_open) t
    where i.id = sec.hearing_guest(secret, invitation)
$$;

-- Keep what she writes of one part, unsent. Answers how it went: kept, conflict or ended.
create function sec.hearing_keep(secret bytea, invitation uuid, of_part uuid, words text, seen int)
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

-- Send all that she has written and not sent. What she had sent before stays readable beside it.
create function sec.hearing_send(secret bytea, invitation uuid)
returns text language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare guest uuid := sec.hearing_guest(secret, invitation);
begin
    if guest is null or not sec.hearing_takes(guest) then return 'ended'; end if;
    perform from public.hearings_invitee where id = guest for update;
    insert into public.hearings_answer as g (id, municipality_id, hearing_id, invitee_id, part, is_draft, text,
        at, edits, earlier, verdict, reason, judged_by_name, judged_before)
    select gen_random_uuid(), d.municipality_id, d.hearing_id, guest, d.part, false, d.text, clock_timestamp(), d.edits,
        '[]', '', '', '', '[]'
    from public.hearings_answer d where d.invitee_id = guest and d.is_draft
      and (d.text <> '' or exists (select from public.hearings_answer s
           where s.invitee_id = guest and s.part = d.part and not s.is_draft))
    on conflict (invitee_id, part, is_draft) do update
        set text = excluded.text, at = excluded.at, edits = excluded.edits,
            earlier = g.earlier || jsonb_build_array(jsonb_build_object('text', g.text, 'at', g.at))
        where g.text <> excluded.text;
    if found then
        update public.hearings_invitee set sent_at = clock_timestamp() where id = guest;
    end if;
    delete from public.hearings_answer where invitee_id = guest and is_draft;
    return 'sent';
end $$;
revoke all on function sec.hearing_guest(bytea, uuid), sec.hearing_takes(uuid), sec.hearing_read(bytea, uuid),
    sec.hearing_keep(bytea, uuid, uuid, text, int), sec.hearing_send(bytea, uuid) from public;
grant execute on function sec.hearing_read(bytea, uuid), sec.hearing_keep(bytea, uuid, uuid, text, int),
    sec.hearing_send(bytea, uuid) to portal_login, r_muni;
reset role;
