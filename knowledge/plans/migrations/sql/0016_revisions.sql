alter table plans_revision add constraint plans_revision_plan_id_same_tenant
    foreign key (municipality_id, plan_id) references plans_plan (municipality_id, id)
    on delete cascade deferrable initially deferred;

-- What stood in the columns named, before a change of one of them. Runs as who changes them, whose own
-- wall decides where the row goes: to her municipality, also of what she writes in a row of another's.
-- "typed": autosave writes into the table; see knowledge.plans.models.Revision.
create function plans_keep_revision() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    was jsonb := to_jsonb(old); is_now jsonb := to_jsonb(new); mine int; me text; replaced jsonb; held text[];
begin
    -- The loader of plans that were written elsewhere, and what a key takes along, write no words.
    if current_user <> 'r_muni' then return null; end if;
    mine := sec.muni(); me := sec.own_name();
    if tg_argv[0] = 'typed' then
        select array_agg(kept.key) into held
        from public.plans_revision r, jsonb_object_keys(r.old) kept(key)
        where r.municipality_id = mine and r.row_id = old.id and r.by_name = me
          and r.at > clock_timestamp() - interval '30 minutes'
          and not exists (select from public.plans_revision later
              where later.municipality_id = mine and later.row_id = old.id and later.at > r.at and later.by_name <> me);
    end if;
    select jsonb_object_agg(name, was -> name) into replaced
    from unnest(tg_argv[1:]) name
    where was -> name is distinct from is_now -> name and name <> all (coalesce(held, '{}'));
    if replaced is not null then
        insert into public.plans_revision (id, municipality_id, plan_id, row_id, old)
        values (gen_random_uuid(), mine,
                case when tg_table_name = 'plans_plan' then old.id
                     when was ? 'is_public' and was ? 'plan_id' then (was ->> 'plan_id')::uuid end,
                old.id, replaced);
    end if;
    return null;
end $$;

-- They go with their row.
create function plans_forget_revisions() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    delete from public.plans_revision where municipality_id = old.municipality_id and row_id = old.id;
    return null;
end $$;

-- Nobody reads on in a version that is replaced: what stood in it before goes.
create function plans_forget_replaced() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    delete from public.plans_revision where municipality_id = new.municipality_id and plan_id = new.id;
    return null;
end $$;
create trigger plans_forget_replaced after update on plans_plan for each row
    when (new.status = 'archived' and old.status <> 'archived') execute function plans_forget_replaced();

-- Nobody writes or removes them by hand: only from inside another trigger, now and in her own name.
create function plans_guard_revision() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return coalesce(new, old); end if;
    if pg_trigger_depth() < 2 then
        raise exception 'what stood before is kept by the database only' using errcode = '42501';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    new.by_name := sec.own_name();
    new.at := clock_timestamp();
    return new;
end $$;
create trigger plans_guard_revision before insert or delete on plans_revision
    for each row execute function plans_guard_revision();

create trigger keep_revision after update on plans_plan
    for each row execute function plans_keep_revision('saved', 'title', 'organisation_model', 'vision');
create trigger keep_revision after update on plans_plansection
    for each row execute function plans_keep_revision('saved', 'text');
create trigger keep_revision after update on plans_goal
    for each row execute function plans_keep_revision('saved', 'text', 'level');
create trigger keep_revision after update on plans_action
    for each row execute function plans_keep_revision('saved', 'title', 'level', 'target_group', 'owner', 'partners',
        'start', 'start_precision', 'end', 'end_precision', 'phase', 'status', 'status_reason', 'practice_page',
        'needs', 'cost_note');
create trigger keep_revision after update on plans_indicator
    for each row execute function plans_keep_revision('saved', 'name', 'unit', 'baseline', 'target', 'frequency', 'source');
create trigger keep_revision after update on plans_measurement
    for each row execute function plans_keep_revision('saved', 'on', 'value', 'note');
create trigger keep_revision after update on plans_effect
    for each row execute function plans_keep_revision('saved', 'indicator_id', 'confidence', 'basis');
create trigger keep_revision after update on plans_actioncard
    for each row execute function plans_keep_revision('saved', 'audience', 'steps', 'contacts', 'owner');
create trigger keep_revision after update on plans_internalnote
    for each row execute function plans_keep_revision('saved', 'contact_person', 'internal_note');
create trigger keep_revision after update on plans_task
    for each row execute function plans_keep_revision('saved', 'text', 'owner', 'due_on', 'done_on');

do $$
declare name text;
begin
    foreach name in array '{plansection,goal,action,indicator,measurement,effect,actioncard,internalnote,task}'::text[] loop
        execute format('create trigger forget_revisions after delete on public.plans_%s'
            ' for each row execute function public.plans_forget_revisions()', name);
    end loop;
end $$;
