set local role ctx_owner;
drop function sec.public_cards(int, uuid);
reset role;
alter policy r_muni_0_select on exercises_card using (municipality_id = (select sec.muni()) or is_public);
create policy r_public_1_select on exercises_card for select to r_public using (is_public);
create policy r_reporter_2_select on exercises_card for select to r_reporter using (is_public);
create policy r_police_3_select on exercises_card for select to r_police using (is_public);
create policy r_centre_4_select on exercises_card for select to r_centre using (is_public);
create policy r_log_5_select on exercises_card for select to r_log using (is_public);
grant select on exercises_card to r_public, r_reporter, r_police, r_centre, r_log;
create or replace function exercises_guard_card() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' or sec.role_name() = 'leader' then return new; end if;
    if new.approved_on is not null
        or new.is_public
            and (new.is_public, new.public_edition)
                is distinct from (old.is_public, old.public_edition) then
        raise exception 'the leader approves a card' using errcode = '42501';
    end if;
    return new;
end $$;
