-- Who signs a row is who writes it, in the name of her membership, at the server's time; and a signature is
-- never changed. A trigger names the columns of one signature: who, by name, when ('' where the table keeps
-- none); and 'again' where another may sign after her, or 'copied' where a row may carry the signature of
-- another row of the table on. A time within a minute of the server's is the application's own clock, and
-- stands.
create function public.hold_signature() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare
    who text := tg_argv[0]; named text := tg_argv[1]; moment text := tg_argv[2];
    rule text := coalesce(tg_argv[3], '');
    said jsonb := to_jsonb(new); was jsonb; own jsonb := '{}'; given timestamptz; is_copy bool;
begin
    if current_user not in ('r_muni', 'r_police', 'r_reporter') then return new; end if;
    if tg_op = 'UPDATE' then
        was := to_jsonb(old);
        if (said -> who, said -> named, said -> moment) is not distinct from (was -> who, was -> named, was -> moment) then
            return new;
        end if;
        if rule <> 'again' and coalesce(was ->> who, was ->> moment) is not null then
            raise exception 'who signed and when do not change' using errcode = '42501';
        end if;
    end if;
    if coalesce(said ->> who, nullif(said ->> named, ''), said ->> moment) is null then return new; end if;
    if rule = 'copied' and tg_op = 'INSERT' then
        execute format('select exists (select from %s t where (t.municipality_id, t.%I, t.%I, t.%I) = ($1, $2, $3, $4))',
                       tg_relid::regclass, who, named, moment)
            into is_copy
            using (said ->> 'municipality_id')::int, (said ->> who)::uuid, said ->> named, (said ->> moment)::timestamptz;
        if is_copy then return new; end if;
    end if;
    if who <> '' then
        if (said ->> who)::uuid is distinct from sec.user_id() then
            raise exception 'nobody signs for somebody else' using errcode = '42501';
        end if;
    end if;
    if named <> '' then
        own := own || jsonb_build_object(named, sec.own_name());
    end if;
    if moment <> '' then
        given := said ->> moment;
        if given is null or given not between clock_timestamp() - interval '1 minute' and clock_timestamp() + interval '1 minute' then
            own := own || jsonb_build_object(moment, sec.moment(given));
        end if;
    end if;
    return jsonb_populate_record(new, own);
end $$;

set local role ctx_owner;
grant execute on function sec.moment(timestamptz), sec.own_name() to r_police, r_reporter;
reset role;
