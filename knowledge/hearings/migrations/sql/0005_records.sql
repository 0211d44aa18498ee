-- A comment is written now, under the own name, on the own draft. Its author corrects it and keeps what
-- it said; whoever leads the work says, in her own name, that it is dealt with.
create or replace function public.hearings_guard_comment() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare own text[] := '{text,earlier,changed_at,edits}'; state text[] := '{resolved_at,resolved_by_name,edits}';
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        if new.author <> sec.user_id() or new.earlier <> '[]' or new.changed_at is not null
           or new.resolved_at is not null or new.resolved_by_name <> '' or not exists (
               select from public.plans_plan p
               where p.municipality_id = new.municipality_id and p.id = new.plan_id and not p.is_public)
           or new.answers_id is not null and not exists (
               select from public.hearings_comment c where c.municipality_id = new.municipality_id
                 and c.id = new.answers_id and c.part = new.part and c.answers_id is null) then
            raise exception 'nobody comments in another name' using errcode = '42501';
        end if;
        new.author_name := sec.own_name();
        new.at := sec.moment(new.at);
        return new;
    end if;
    if to_jsonb(new) - own - state <> to_jsonb(old) - own - state then
        raise exception 'a comment is its author''s' using errcode = '42501';
    end if;
    if (new.text, new.earlier, new.changed_at) is distinct from (old.text, old.earlier, old.changed_at) then
        if old.author <> sec.user_id() or not public.hearings_keeps(new.earlier, old.earlier,
           jsonb_build_object('text', old.text), coalesce(old.changed_at, old.at)) then
            raise exception 'a comment is its author''s, who keeps what it said' using errcode = '42501';
        end if;
        new.changed_at := sec.moment(new.changed_at);
    end if;
    if (new.resolved_at, new.resolved_by_name) is distinct from (old.resolved_at, old.resolved_by_name) then
        if (new.resolved_at is null) = (old.resolved_at is null) then
            raise exception 'it is dealt with once' using errcode = '42501';
        end if;
        new.resolved_by_name := case when new.resolved_at is null then '' else sec.own_name() end;
        new.resolved_at := case when new.resolved_at is not null then sec.moment(new.resolved_at) end;
    end if;
    return new;
end $$;

-- Whether a list of what was said before is the old one with one line more: what stood there, and when.
create function public.hearings_keeps(after jsonb, before jsonb, stood jsonb, said_at timestamptz) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(jsonb_array_length(after) = jsonb_array_length(before) + 1
        and after - jsonb_array_length(before) = before
        and (after->-1) - 'at' = stood and (after->-1->>'at')::timestamptz = said_at, false)
$$;
grant execute on function public.hearings_keeps(jsonb, jsonb, jsonb, timestamptz) to r_muni;

-- Whether what is laid before people is the draft: its sections, goals, actions, indicators and cards,
-- with their texts, and of actions and indicators what they are called and who, for whom, from where.
create function public.hearings_is_draft(told jsonb, plan uuid, place int) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    with parts as (
        select x->>'key' as key, x->>'text' as text, x->>'heading' as heading,
            (select coalesce(array_agg(f->>1), '{}') from jsonb_array_elements(x->'facts') f) as facts
        from jsonb_array_elements(told) x),
    own as (
        select p.id::text as key, p.vision as text, '' as name, '{}'::text[] as facts from public.plans_plan p
            where p.municipality_id = place and p.id = plan and p.vision ~ '\S'
        union all select s.id::text, s.text, '', '{}' from public.plans_plansection s
            where s.municipality_id = place and s.plan_id = plan and s.text ~ '\S' and not s.is_removed
        union all select g.id::text, g.text, '', '{}' from public.plans_goal g
            where g.municipality_id = place and g.plan_id = plan and not g.is_removed
        union all select a.id::text, '', a.title, array[a.target_group, a.owner, a.partners, a.cost_note]
            from public.plans_action a where a.municipality_id = place and a.plan_id = plan and not a.is_removed
        union all select i.id::text, '', i.name, array[i.frequency, i.source]
            from public.plans_indicator i where i.municipality_id = place and i.plan_id = plan and not i.is_removed
        union all select c.id::text, (select string_agg(n || '. ' || s, e'\n' order by n)
                from unnest(c.steps) with ordinality as u(s, n)), c.audience, array[c.owner]
            from public.plans_actioncard c where c.municipality_id = place and c.plan_id = plan and not c.is_removed)
    select (select count(*) from parts) = (select count(*) from own) and not exists (
        select from own o left join parts p on p.key = o.key
        where p.key is null or p.text <> coalesce(o.text, '') or right(p.heading, length(o.name)) <> o.name
           or not p.facts @> array_remove(o.facts, ''))
$$;
grant execute on function public.hearings_is_draft(jsonb, uuid, int) to r_muni;

-- A hearing is opened now, of the own draft as it is. What was laid before people stays as it was; a
-- hearing is prolonged, a year at most, and closed once, now, in the own name or by nobody's hand.
create or replace function public.hearings_guard_hearing() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare
    moving text[] := '{deadline,closed_at,closed_by_name,edits}';
    today date := (sec.moment(null) at time zone 'Europe/Copenhagen')::date;
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        new.opened_at := sec.moment(new.opened_at);
        new.opened_by_name := sec.own_name();
        today := (new.opened_at at time zone 'Europe/Copenhagen')::date;
        if new.closed_at is not null or new.closed_by_name <> '' or not exists (
            select from public.plans_plan p where p.municipality_id = new.municipality_id and p.id = new.plan
              and not p.is_public and p.version = new.version)
           or not public.hearings_is_draft(new.parts, new.plan, new.municipality_id) then
            raise exception 'a hearing is of the draft as it is' using errcode = '42501';
        end if;
    elsif old.closed_at is not null or to_jsonb(new) - moving <> to_jsonb(old) - moving
       or new.closed_at is null and new.closed_by_name <> '' then
        raise exception 'a hearing keeps what it is about' using errcode = '42501';
    elsif new.closed_at is not null then
        new.closed_at := sec.moment(new.closed_at);
        new.closed_by_name := case when pg_trigger_depth() > 1 then '' else sec.own_name() end;
    end if;
    if (tg_op = 'INSERT' or new.deadline <> old.deadline) and (new.deadline < today or new.deadline > today + 365) then
        raise exception 'a hearing lasts a year at most' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard_new before insert on hearings_hearing
    for each row execute function public.hearings_guard_hearing();

-- Somebody is asked now, in the own name, by a link or under a colleague's real name. She keeps her
-- address and her answers; outside her name is corrected and her link made anew.
create or replace function public.hearings_guard_invitee() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{revoked_at,edits,name,digest,mail}'; colleague text;
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        if new.user is not null then
            select m.name into colleague from public.accounts_membership m
            where m.user_id = new.user and m.authority_id = new.municipality_id and m.active
              and m.role in ('caseworker', 'coordinator', 'leader') order by m.name limit 1;
            new.name := colleague;
        end if;
        if new.revoked_at is not null or new.sent_at is not null or new.name is null or not exists (
            select from public.hearings_hearing h where h.municipality_id = new.municipality_id
              and h.id = new.hearing_id and h.closed_at is null) then
            raise exception 'an invitation is to an open hearing, unanswered' using errcode = '42501';
        end if;
        new.invited_at := sec.moment(new.invited_at);
        new.invited_by_name := sec.own_name();
        return new;
    end if;
    if old.revoked_at is not null or to_jsonb(new) - moving <> to_jsonb(old) - moving
       or old.user is not null and new.name <> old.name then
        raise exception 'an invitation is only taken back' using errcode = '42501';
    end if;
    if new.revoked_at is not null then
        new.revoked_at := sec.moment(new.revoked_at);
    end if;
    return new;
end $$;
create trigger guard_new before insert on hearings_invitee
    for each row execute function public.hearings_guard_invitee();

-- Of an answer those who asked say what became of it, now, in the own name; an earlier verdict is kept.
create or replace function public.hearings_guard_answer() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{verdict,reason,judged_at,judged_by_name,judged_before}';
begin
    if current_user <> 'r_muni' then return new; end if;
    if to_jsonb(new) - moving <> to_jsonb(old) - moving then
        raise exception 'an answer is who gave it''s' using errcode = '42501';
    end if;
    if to_jsonb(new) = to_jsonb(old) then return new; end if;
    if new.judged_at is null or old.judged_at is null and new.judged_before <> old.judged_before
       or old.judged_at is not null and not public.hearings_keeps(new.judged_before, old.judged_before, jsonb_build_object(
           'verdict', old.verdict, 'reason', old.reason, 'by', old.judged_by_name), old.judged_at) then
        raise exception 'an earlier verdict is kept' using errcode = '42501';
    end if;
    new.judged_at := sec.moment(new.judged_at);
    new.judged_by_name := sec.own_name();
    return new;
end $$;

set local role ctx_owner;
-- A link is opened without a role, by the login of the pages around the gate: who has entered a role
-- answers as herself alone, and not by a secret that she has made.
create or replace function sec.hearing_guest(secret bytea, invitation uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select i.id from public.hearings_invitee i
    where i.digest = sha256(secret) and current_setting('role') = 'none'
       or i.id = invitation and i.user = sec.user_id() and i.municipality_id = sec.muni()
$$;

-- Keep what she writes of one part, unsent. Answers how it went: kept, conflict or ended.
create or replace function sec.hearing_keep(secret bytea, invitation uuid, of_part uuid, words text, seen int)
returns text language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare guest uuid := sec.hearing_guest(secret, invitation); i public.hearings_invitee;
    old public.hearings_answer;
begin
    if guest is null or of_part is null or not sec.hearing_takes(guest) then return 'ended'; end if;
    if words is null or seen is null or seen < 0 or length(words) > 4000 then
        raise exception 'as many words as the form takes' using errcode = '22001';
    end if;
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
reset role;
