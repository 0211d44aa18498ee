-- An answer belongs to a hand-over of the same district.
alter table casework_handoveranswer
    add constraint casework_handoveranswer_same_district foreign key (district_id, disclosure_id)
        references casework_disclosure (district_id, id) deferrable initially deferred;

-- What was handed over was, and what was not, was not.
create function public.casework_keep_hand_over() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if new.hand_over is distinct from old.hand_over then
        raise exception 'a disclosure does not become a hand-over, nor stop being one'
            using errcode = '42501';
    end if;
    return new;
end $$;
create trigger keep_hand_over before update of hand_over on casework_disclosure
    for each row execute function public.casework_keep_hand_over();
