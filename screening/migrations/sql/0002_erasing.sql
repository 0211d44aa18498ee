-- A case that is erased takes its screenings along: both ratings, what was agreed, who had access.
-- Called by the owner of the case's own function only; the policies let that owner remove rows of
-- the municipality whose context the transaction holds, and no others.
set local role ctx_owner;

create function sec.erase_screenings(erased_case uuid) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text; n bigint; removed jsonb := '{}'; gone uuid[];
begin
    gone := array(select id from public.screening_screening
                  where municipality_id = sec.muni() and subject_id = erased_case);
    foreach part in array array['addendum', 'consensus', 'screeningaccess', 'rating'] loop
        execute format('delete from public.screening_%s where municipality_id = sec.muni()'
                       ' and screening_id = any ($1)', part) using gone;
        get diagnostics n = row_count;
        removed := removed || jsonb_build_object('screening_' || part, n);
    end loop;
    delete from public.screening_screening where municipality_id = sec.muni() and id = any (gone);
    get diagnostics n = row_count;
    return removed || jsonb_build_object('screening_screening', n);
end $$;
revoke all on function sec.erase_screenings(uuid) from public;
reset role;
