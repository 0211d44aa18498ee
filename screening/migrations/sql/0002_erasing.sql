-- A case that is erased takes its screenings along: both ratings, what was agreed, who had access.
-- Called by the owner of the case's own function only; the policies let that owner remove rows of
-- the municipality whose context the transaction holds, and no others.
set local role ctx_owner;

create function sec.erase_screenings(erased_case uuid) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    n bigint; removed jsonb; gone uuid[];
begin
    gone := array(select id from public.screening_screening
                  where municipality_id = sec.muni() and subject_id = erased_case);
    removed := sec.erase_hanging_on('public.screening_screening', gone, '{}');
    delete from public.screening_screening where municipality_id = sec.muni() and id = any (gone);
    get diagnostics n = row_count;
    return removed || jsonb_build_object('screening_screening', n);
end $$;
revoke all on function sec.erase_screenings(uuid) from public;
reset role;
