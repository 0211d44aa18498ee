-- A self-assessment is begun open and locked once, now, by who does it, with an answer to everything.
create function readiness_guard_assessment() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare locking text[] := '{is_locked,locked_at,locked_by_name}';
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        if new.is_locked or new.locked_at is not null or new.locked_by_name <> '' then
            raise exception 'a self-assessment begins open' using errcode = '42501';
        end if;
        new.started_at := sec.moment(new.started_at);
        new.started_by_name := sec.own_name();
        return new;
    end if;
    if to_jsonb(new) - locking <> to_jsonb(old) - locking or not new.is_locked or exists (
        select from public.readiness_answer a
        where a.municipality_id = new.municipality_id and a.assessment_id = new.id and a.level = ''
    ) then
        raise exception 'a self-assessment is locked when all of it is answered' using errcode = '42501';
    end if;
    new.locked_at := sec.moment(new.locked_at);
    new.locked_by_name := sec.own_name();
    return new;
end $$;
create trigger readiness_guard_assessment before insert or update on readiness_assessment
    for each row execute function readiness_guard_assessment();

-- What is locked gets no more answers; an answer stays under its statement.
create function readiness_guard_answer() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare said text[] := '{level,note,link,edits}';
begin
    if current_user = 'r_muni' and (new.is_locked
       or tg_op = 'UPDATE' and to_jsonb(new) - said <> to_jsonb(old) - said) then
        raise exception 'what is locked is not answered' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger readiness_guard_answer before insert or update on readiness_answer
    for each row execute function readiness_guard_answer();

-- Whether the reviewing municipality may write now: it has taken the review on, has not handed in, and
-- neither side has ended.
create function readiness_is_written(wanted uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from public.readiness_review r join public.readiness_reply p
          on p.municipality_id = r.municipality_id and p.review_id = r.id
        where r.id = wanted and r.ended_at is null
          and p.is_accepted and p.sent_at is null and p.ended_at is null)
$$;
grant execute on function readiness_is_written(uuid) to r_muni;

-- Whether a review is over: ended by a side, or refused.
create function readiness_is_over(wanted uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from public.readiness_review r left join public.readiness_reply p
          on p.municipality_id = r.municipality_id and p.review_id = r.id
        where r.id = wanted and (r.ended_at is not null or not p.is_accepted or p.ended_at is not null))
$$;
grant execute on function readiness_is_over(uuid) to r_muni;

-- What another municipality was asked stays as it was asked, of one at a time. Who asked answers once
-- what was sent, and ends once.
create function readiness_guard_review() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own text[] := '{answer,answered_at,answered_by_name,ended_at}';
    today date := (sec.moment(null) at time zone 'Europe/Copenhagen')::date;
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        new.asked_at := sec.moment(new.asked_at);
        new.asked_by_name := sec.own_name();
        today := (new.asked_at at time zone 'Europe/Copenhagen')::date;
        if new.answer <> '' or new.answered_at is not null or new.answered_by_name <> '' or new.ended_at is not null
           or new.readable_until <= today or new.readable_until > today + 180
           or new.reviewer_id = new.municipality_id or not exists (
               select from public.readiness_assessment a
               where a.municipality_id = new.municipality_id and a.id = new.assessment_id and a.is_locked
                 and a.questionnaire_number = new.questionnaire_number
           ) or exists (
               select from public.readiness_review r
               where r.municipality_id = new.municipality_id and r.assessment_id = new.assessment_id
                 and not public.readiness_is_over(r.id)
           ) then
            raise exception 'one other municipality is asked, of what is locked, for half a year at most' using errcode = '42501';
        end if;
        return new;
    end if;
    if to_jsonb(new) - own <> to_jsonb(old) - own or public.readiness_is_over(old.id) then
        raise exception 'what was asked stands' using errcode = '42501';
    end if;
    if (new.answer, new.answered_at, new.answered_by_name) is distinct from (old.answer, old.answered_at, old.answered_by_name) then
        if old.answered_at is not null or new.answer = '' or not exists (
            select from public.readiness_reply p
            where p.municipality_id = new.municipality_id and p.review_id = new.id and p.sent_at is not null
        ) then
            raise exception 'remarks are answered once' using errcode = '42501';
        end if;
        new.answered_at := sec.moment(new.answered_at);
        new.answered_by_name := sec.own_name();
    end if;
    if new.ended_at is not null then
        new.ended_at := sec.moment(new.ended_at);
    end if;
    return new;
end $$;
create trigger readiness_guard_review before insert or update on readiness_review
    for each row execute function readiness_guard_review();

-- Whether it takes the review on the reviewing municipality says once; it sends once, which lets who
-- asked read all remarks; it ends once.
create function readiness_guard_reply() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare own text[] := '{sent_at,sent_by_name,ended_at}';
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        if new.sent_at is not null or new.sent_by_name <> '' or new.ended_at is not null
           or not new.is_accepted and new.reason !~ '\S' or public.readiness_is_over(new.review_id) then
            raise exception 'who is asked says yes, or no with a reason' using errcode = '42501';
        end if;
        new.decided_at := sec.moment(new.decided_at);
        new.decided_by_name := sec.own_name();
        return new;
    end if;
    if to_jsonb(new) - own <> to_jsonb(old) - own or not old.is_accepted or public.readiness_is_over(old.review_id) then
        raise exception 'what was said of a review stands' using errcode = '42501';
    end if;
    if (new.sent_at, new.sent_by_name) is distinct from (old.sent_at, old.sent_by_name) then
        if old.sent_at is not null or new.sent_at is null or not exists (
            select from public.readiness_remark m
            where m.municipality_id = new.municipality_id and m.review_id = new.review_id and m.text ~ '\S'
        ) then
            raise exception 'remarks are sent once' using errcode = '42501';
        end if;
        new.sent_at := sec.moment(new.sent_at);
        new.sent_by_name := sec.own_name();
        update public.readiness_remark set is_sent = true
        where municipality_id = new.municipality_id and review_id = new.review_id;
    end if;
    if new.ended_at is not null then
        new.ended_at := sec.moment(new.ended_at);
    end if;
    return new;
end $$;
create trigger readiness_guard_reply before insert or update on readiness_reply
    for each row execute function readiness_guard_reply();

-- Remarks are written between taking the review on and handing in; they are sent with the reply alone.
create function readiness_guard_remark() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare said text[] := '{text,edits}';
begin
    if current_user <> 'r_muni' or pg_trigger_depth() > 1 then return new; end if;
    if new.is_sent or tg_op = 'UPDATE' and to_jsonb(new) - said <> to_jsonb(old) - said
       or not public.readiness_is_written(new.review_id) then
        raise exception 'who reviews writes until she has handed in' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger readiness_guard_remark before insert or update on readiness_remark
    for each row execute function readiness_guard_remark();

-- The copy says what was locked, until the day that was said, and is taken away when the review is over.
create function readiness_guard_copy() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return coalesce(new, old); end if;
    if tg_op = 'DELETE' then
        if not public.readiness_is_over(old.review_id) then
            raise exception 'a copy goes when the review is over' using errcode = '42501';
        end if;
        return old;
    end if;
    select r.readable_until, jsonb_object_agg(a.statement,
        jsonb_build_object('level', a.level, 'note', a.note, 'link', a.link))
    into new.readable_until, new.answers
    from public.readiness_review r join public.readiness_answer a
      on a.municipality_id = r.municipality_id and a.assessment_id = r.assessment_id
    where r.municipality_id = new.municipality_id and r.id = new.review_id
      and not public.readiness_is_over(r.id)
    group by r.readable_until;
    if new.answers is null then
        raise exception 'what is over is not shown again' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger readiness_guard_copy before insert or delete on readiness_reviewcopy
    for each row execute function readiness_guard_copy();
