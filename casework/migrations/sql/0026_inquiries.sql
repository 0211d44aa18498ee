-- A question is of its own case, under that case's number. It is sent as it is, and withdrawn once, while nobody
-- has answered; whoever withdraws and whoever answers wait for each other, so that one of them is too late.
create function public.casework_guard_inquiry() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare
    free text[] := array['withdrawn_at', 'withdrawn_by', 'withdrawn_by_name', 'withdrawn_reason',
                         'question', 'citizen', 'necessity', 'not_informed_reason'];
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        if new.withdrawn_at is not null or not exists (
            select from public.casework_case c where c.municipality_id = new.municipality_id
               and (c.id, c.number) = (new.case_id, new.case_number)) then
            raise exception 'a question is of its case' using errcode = '42501';
        end if;
        return new;
    end if;
    if old.withdrawn_at is not null or new.withdrawn_at is null
       or to_jsonb(new) - free <> to_jsonb(old) - free then
        raise exception 'a question is withdrawn once, and changed by nothing else' using errcode = '42501';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('inquiry ' || new.id, 0));
    if exists (select from public.casework_inquiryreply r where r.inquiry_id = new.id) then
        raise exception 'what is answered is not withdrawn' using errcode = '23514';
    end if;
    return new;
end $$;
create trigger guard_inquiry before insert or update on casework_inquiry
    for each row execute function public.casework_guard_inquiry();

create function public.casework_guard_inquiry_reply() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare sent public.casework_inquiry; last int;
begin
    if current_user not in ('r_muni', 'r_police') then return new; end if;
    perform pg_advisory_xact_lock(hashtextextended('inquiry ' || new.inquiry_id, 0));
    select * into sent from public.casework_inquiry i where i.id = new.inquiry_id;
    if (sent.municipality_id, sent.asked_id) is distinct from (new.municipality_id, new.asked_id) then
        raise exception 'who is asked answers' using errcode = '42501';
    end if;
    if sent.withdrawn_at is not null then
        raise exception 'what is withdrawn is not answered' using errcode = '23514';
    end if;
    select coalesce(max(r.number), 0) into last from public.casework_inquiryreply r where r.inquiry_id = new.inquiry_id;
    if new.number <> last + 1 then
        raise exception 'answers follow each other' using errcode = '23514';
    end if;
    return new;
end $$;
create trigger guard_reply before insert on casework_inquiryreply
    for each row execute function public.casework_guard_inquiry_reply();

create trigger keep_history after update on casework_inquiry
    for each row execute function public.casework_keep_history();
create trigger keep_together_request after insert or update of case_id, request_id on casework_inquiry
    for each row execute function public.casework_keep_together('request_id', 'casework_informationrequest', 'case_id');
create trigger keep_together_inquiry after insert or update of case_id, inquiry_id on casework_inquiryreply
    for each row execute function public.casework_keep_together('inquiry_id', 'casework_inquiry', 'case_id');

-- An answer is by the authority that was asked.
alter table casework_inquiry add constraint casework_inquiry_asked_key unique (municipality_id, asked_id, id);
alter table casework_inquiryreply
    add constraint casework_inquiryreply_same_asked foreign key (municipality_id, asked_id, inquiry_id)
        references casework_inquiry (municipality_id, asked_id, id) deferrable initially deferred;

-- Those who answer for the authority that is asked are told that there is something new of a question. Who asks
-- knows none of them.
set local role ctx_owner;
create function sec.tell_inquiry(sent uuid, occasion text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into public.notifications_notice (id, authority_id, user_id, kind, about, occasion, made_at)
    select gen_random_uuid(), i.asked_id, a.user_id, 'inquiry', i.id, occasion, now()
    from public.casework_inquiry i join sec.answering() a on a.authority_id = i.asked_id
    where i.municipality_id = sec.muni() and i.id = sent
    on conflict do nothing
$$;
revoke all on function sec.tell_inquiry(uuid, text) from public;
grant execute on function sec.tell_inquiry(uuid, text) to r_muni;
reset role;

-- Who reviews the log of the authority that was asked is told the number of the case behind a question, and
-- nothing else of it.
create policy ctx_owner_in_log_select on casework_inquiry for select to ctx_owner
    using (asked_id = (select coalesce(sec.log_authority(), sec.muni())));
set local role ctx_owner;
create function sec.inquiries_in_log(ids uuid[], asked text) returns table (id uuid, number text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select i.id, i.case_number::text from public.casework_inquiry i
    where (select sec.role_name()) in ('leader', 'log_reviewer') and (i.id = any (ids) or i.case_number = asked)
      and i.asked_id = (select coalesce(sec.log_authority(), sec.muni()))
$$;
revoke all on function sec.inquiries_in_log(uuid[], text) from public;
grant execute on function sec.inquiries_in_log(uuid[], text) to r_muni, r_log;
reset role;
