-- The leader approves a card, today and in her own name, and what everybody may read is what stands on it
-- then. Whoever else writes in it ends the approval, and what is public stays as it was approved.
create or replace function exercises_guard_card() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    was_public bool := tg_op = 'UPDATE' and old.is_public; was jsonb := case when tg_op = 'UPDATE' then old.public_edition end;
    said text[] := '{audience,steps,attention,uses,owner}'; today date := public.plans_today();
    is_same bool := tg_op = 'UPDATE' and (new.audience, new.steps, new.attention, new.uses, new.owner)
        is not distinct from (old.audience, old.steps, old.attention, old.uses, old.owner);
begin
    if current_user <> 'r_muni' then return new; end if;
    if new.approved_on is null then
        if (new.is_public, new.public_edition) is distinct from (was_public, was) then
            raise exception 'the leader approves a card' using errcode = '42501';
        end if;
        new.approved_by_name := '';
        return new;
    end if;
    if tg_op = 'UPDATE' and is_same and (new.approved_on, new.approved_by_name, new.approved_plan, new.approved_contacts, new.is_public, new.public_edition)
       is not distinct from (old.approved_on, old.approved_by_name, old.approved_plan, old.approved_contacts, old.is_public, old.public_edition) then
        return new;
    end if;
    if sec.role_name() <> 'leader' or not is_same then
        raise exception 'the leader approves a card' using errcode = '42501';
    end if;
    new.approved_on := today;
    new.approved_by_name := sec.own_name();
    new.public_edition := case when new.is_public then (
        select jsonb_object_agg(s.key, s.value) from jsonb_each(to_jsonb(new)) s where s.key = any (said)
    ) || jsonb_build_object('approved_on', today) end;
    return new;
end $$;

-- Everybody reads the approved edition, and nobody else the card itself, in which an edit may wait.
drop policy r_public_1_select on exercises_card;
drop policy r_reporter_2_select on exercises_card;
drop policy r_police_3_select on exercises_card;
drop policy r_centre_4_select on exercises_card;
drop policy r_log_5_select on exercises_card;
revoke select on exercises_card from r_public, r_reporter, r_police, r_centre, r_log;
alter policy r_muni_0_select on exercises_card using (municipality_id = (select sec.muni()));

set local role ctx_owner;
create function sec.public_cards(place int, wanted uuid) returns table (id uuid, municipality_id int, edition jsonb)
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
    select c.id, c.municipality_id, c.public_edition from public.exercises_card c
    where c.is_public and (c.municipality_id = place or c.id = wanted)
    order by c.public_edition->>'audience', c.id
$$;
revoke all on function sec.public_cards(int, uuid) from public;
grant execute on function sec.public_cards(int, uuid) to r_public, r_reporter, r_muni, r_police, r_centre, r_log;
reset role;
