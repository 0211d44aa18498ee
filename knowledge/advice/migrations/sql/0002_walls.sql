-- Who may change what of a thread: consent, closing and opening are the municipality's alone, who
-- advises is the adviser's own to say.
create function advice_guard_thread() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare shared text[] := '{status,edits,changed_at}';
begin
    if current_user = 'r_muni' and (tg_op = 'INSERT' and (new.adviser_id is not null or new.draft_until is not null)
       or tg_op = 'UPDATE' and to_jsonb(new) - (shared || '{draft_until}') <> to_jsonb(old) - (shared || '{draft_until}')) then
        raise exception 'a municipality names no adviser' using errcode = '42501';
    end if;
    if current_user = 'r_muni' and new.draft_until > (now() at time zone 'Europe/Copenhagen')::date + 180 then
        raise exception 'a draft is shown for half a year at most' using errcode = '42501';
    end if;
    -- The municipality let one adviser read its draft, not whoever comes first, nor the next.
    if current_user = 'r_centre' and tg_op = 'UPDATE' and new.adviser_id is distinct from old.adviser_id then
        new.draft_until := null;
    elsif current_user = 'r_centre' and new.draft_until is distinct from old.draft_until then
        raise exception 'the municipality shows its draft' using errcode = '42501';
    end if;
    if current_user = 'r_centre' and (
       to_jsonb(new) - (shared || '{adviser_id,adviser_name,draft_until}')
           <> to_jsonb(old) - (shared || '{adviser_id,adviser_name,draft_until}')
       or new.adviser_id is distinct from old.adviser_id and new.adviser_id is distinct from sec.user_id()
       or new.status = 'closed' or old.status = 'closed') then
        raise exception 'an adviser takes a thread and answers' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger advice_guard_thread before insert or update on advice_thread
    for each row execute function advice_guard_thread();

-- A message is written in an open thread, by an adviser in one she has taken, under the own name. Of it
-- its writer changes the words, with what stood there, until the other side has read it; the other side
-- says once that it has.
create function advice_guard_message() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own_name text;
    mine bool := old.side = case current_user when 'r_muni' then 'municipality' when 'r_centre' then 'centre' end;
    words text[] := '{text,earlier,stamp,edits}';
    reading text[] := '{read_at,read_by_name}';
begin
    if current_user not in ('r_muni', 'r_centre') then return new; end if;
    own_name := (select m.name from public.accounts_membership m where m.id = (sec.parts())[5]::uuid);
    if tg_op = 'INSERT' then
        if new.earlier <> '[]' or not exists (
            select from public.advice_thread t
            where t.id = new.thread_id and t.municipality_id = new.municipality_id and t.status <> 'closed'
              and (current_user = 'r_muni' or t.adviser_id = sec.user_id())
        ) then
            raise exception 'nobody writes in a thread that is closed or another''s' using errcode = '42501';
        end if;
        new.by_name := own_name;
        return new;
    end if;
    if old.read_at is not null then
        raise exception 'it has been read' using errcode = '42501';
    elsif mine and (old.by_user <> sec.user_id() or to_jsonb(new) - words <> to_jsonb(old) - words
       or jsonb_array_length(new.earlier) <> jsonb_array_length(old.earlier) + 1
       or new.earlier - jsonb_array_length(old.earlier) <> old.earlier
       or new.earlier #>> array[jsonb_array_length(old.earlier)::text, 'text'] <> old.text) then
        raise exception 'only its own words, with what stood there' using errcode = '42501';
    elsif not mine and to_jsonb(new) - reading <> to_jsonb(old) - reading then
        raise exception 'the other side only reads' using errcode = '42501';
    elsif not mine then
        new.read_by_name := own_name;
    end if;
    return new;
end $$;
create trigger advice_guard_message before insert or update on advice_message
    for each row execute function advice_guard_message();
