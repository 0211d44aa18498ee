-- An answer belongs to a disclosure of the same district and case.
alter table casework_sharereply
    add constraint casework_sharereply_same_district foreign key (district_id, disclosure_id)
        references casework_disclosure (district_id, id) deferrable initially deferred;
create trigger keep_together_disclosure after insert or update of case_id, disclosure_id on casework_sharereply
    for each row execute function public.casework_keep_together('disclosure_id', 'casework_disclosure', 'case_id');

-- What a disclosure goes on from is one of its own case, said when it is made and never afterwards.
create trigger keep_together_renewal after insert or update of case_id, renews_id on casework_disclosure
    for each row execute function public.casework_keep_together('renews_id', 'casework_disclosure', 'case_id');
create function public.casework_keep_renewal() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if new.renews_id is distinct from old.renews_id then
        raise exception 'what a disclosure goes on from does not change' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger keep_renewal before update of renews_id on casework_disclosure
    for each row execute function public.casework_keep_renewal();
