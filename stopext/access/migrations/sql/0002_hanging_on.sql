-- What hangs on rows of one municipality, by the catalogue's foreign keys: nobody keeps a list that
-- a new table could be missing from. Called by functions that erase; nobody else may.
set local role ctx_owner;

-- Tables below `root`, once for each chain of keys, and which of their rows hang on rows $1 of it.
-- A table in `kept` is not followed.
create function sec.hanging_on(root regclass, kept regclass[])
returns table (part regclass, condition text, depth int)
language sql stable set search_path = pg_catalog, pg_temp as $$
    with recursive key as (
        select c.conrelid, c.confrelid,
            (select string_agg(quote_ident(a.attname), ', ' order by k.place)
             from unnest(c.conkey) with ordinality k (number, place)
             join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as child,
            (select string_agg(quote_ident(a.attname), ', ' order by k.place)
             from unnest(c.confkey) with ordinality k (number, place)
             join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number) as parent
        from pg_constraint c where c.contype = 'f'
    ), below as (
        select k.conrelid, 1 as depth, array[root::oid, k.conrelid] as path,
            format('(%s) in (select %s from %s where municipality_id = sec.muni() and id = any ($1))',
                   k.child, k.parent, root) as condition
        from key k where k.confrelid = root and k.conrelid <> all (root::oid || kept::oid[])
        union all
        select k.conrelid, b.depth + 1, b.path || k.conrelid,
            format('(%s) in (select %s from %s where %s)',
                   k.child, k.parent, b.conrelid::regclass, b.condition)
        from below b join key k on k.confrelid = b.conrelid
        where k.conrelid <> all (b.path || kept::oid[])
    )
    select b.conrelid::regclass, b.condition, b.depth from below b
$$;

-- Removes them, the furthest first; answers table to number of rows. The caller's own policies let
-- it remove rows of the municipality whose context the transaction holds, and no others.
create function sec.erase_hanging_on(root regclass, ids uuid[], kept regclass[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare below record; n bigint; removed jsonb := '{}';
begin
    for below in
        select h.*, c.relname from sec.hanging_on(root, kept) h join pg_class c on c.oid = h.part
        order by h.depth desc, c.relname
    loop
        execute format('delete from %s where %s', below.part, below.condition) using ids;
        get diagnostics n = row_count;
        removed := removed || jsonb_build_object(
            below.relname, n + coalesce((removed ->> below.relname)::bigint, 0));
    end loop;
    return removed;
end $$;
revoke all on function sec.hanging_on(regclass, regclass[]),
    sec.erase_hanging_on(regclass, uuid[], regclass[]) from public;
reset role;
