-- An exercise is planned of a scenario as it is, begun once, paused and gone on with, and ended or called
-- off; each at the server's time. What it was about never changes, when, where and with whom until it
-- begins, and what was learned when it has begun.
create or replace function exercises_guard_run() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    planning text[] := '{on,starts,place,participants,status,reason,begun_at,step,edits}';
    running text[] := '{status,reason,step,begun_at,paused_at,paused_seconds,ended_at,worked,missing,edits}';
    told text[] := '{worked,missing,edits}';
    free text[]; moment timestamptz;
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' then
        if new.status <> 'planned' or new.step <> 0 or new.paused_seconds <> 0 or new.reason || new.worked || new.missing <> ''
           or (new.begun_at, new.paused_at, new.ended_at) is distinct from (null::timestamptz, null::timestamptz, null::timestamptz)
           or not exists (select from public.exercises_scenario s where s.id = new.scenario_id
               and (s.title, s.aim, s.injects, s.questions, s.points) = (new.title, new.aim, new.injects, new.questions, new.look_at)) then
            raise exception 'an exercise is planned of a scenario' using errcode = '42501';
        end if;
        return new;
    end if;
    free := case old.status when 'planned' then planning when 'called_off' then '{edits}'
        when 'done' then told else running end;
    if to_jsonb(new) - free <> to_jsonb(old) - free then
        raise exception 'what was exercised stands' using errcode = '42501';
    end if;
    if new.status = old.status then
        if (new.begun_at, new.paused_at, new.paused_seconds, new.ended_at, new.reason)
               is distinct from (old.begun_at, old.paused_at, old.paused_seconds, old.ended_at, old.reason)
           or new.step <> old.step and (new.step, new.status) <> (old.step + 1, 'running') then
            raise exception 'the run says when it was' using errcode = '42501';
        end if;
        return new;
    end if;
    if (old.status, new.status) not in (('planned', 'running'), ('running', 'paused'), ('paused', 'running'),
        ('running', 'done'), ('paused', 'done'), ('planned', 'called_off'), ('running', 'called_off'), ('paused', 'called_off'))
       or new.step <> old.step then
        raise exception 'an exercise is held once' using errcode = '42501';
    end if;
    moment := sec.moment(case new.status when 'paused' then new.paused_at when 'done' then new.ended_at else new.begun_at end);
    new.begun_at := case when old.status = 'planned' and new.status = 'running' then moment else old.begun_at end;
    new.ended_at := case when new.status = 'done' then moment end;
    if new.status = 'paused' then
        new.paused_at := moment;
        new.paused_seconds := old.paused_seconds;
    elsif new.status = 'called_off' then
        new.paused_at := old.paused_at;
        new.paused_seconds := old.paused_seconds;
    elsif new.paused_at is not null or new.paused_seconds - old.paused_seconds not between 0
          and coalesce(extract(epoch from sec.moment(null) - old.paused_at), 0) + 60 then
        raise exception 'a pause is as long as it was' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger exercises_guard_plan before insert on exercises_exercise
    for each row execute function exercises_guard_run();

-- A line is written now, in the own name, of what happened since the exercise began; a first one while it
-- is run, a correction as the next number of a line that somebody typed. What the run writes is written by
-- who leads it.
create function exercises_guard_entry() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare run public.exercises_exercise; is_typed bool := new.sort in ('decision', 'observation', 'question');
begin
    if current_user <> 'r_muni' then return new; end if;
    new.by_name := sec.own_name();
    new.made_at := sec.moment(new.made_at);
    select * into run from public.exercises_exercise e
    where e.municipality_id = new.municipality_id and e.id = new.exercise_id;
    if run.begun_at is null or new.at < run.begun_at - interval '1 minute' or new.at > new.made_at + interval '1 minute' then
        raise exception 'what happened while it was run' using errcode = '42501';
    end if;
    if new.number = 0 and run.status not in ('running', 'paused') or new.number > 0 and (
       run.status = 'called_off' or not is_typed or not exists (
           select from public.exercises_entry e where e.municipality_id = new.municipality_id
             and e.exercise_id = new.exercise_id and e.root = new.root and e.number = new.number - 1
             and e.sort in ('decision', 'observation', 'question'))) then
        raise exception 'a log is written while it is run, and corrected line by line' using errcode = '42501';
    end if;
    if not is_typed and (sec.role_name() not in ('coordinator', 'leader')
       or new.sort = 'inject' and new.text is distinct from run.injects -> (run.step - 1) ->> 'text') then
        raise exception 'the run says what was given' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger exercises_guard_entry before insert on exercises_entry
    for each row execute function exercises_guard_entry();

-- Something is learned of an exercise that has begun; its action and its task are the own plan's.
create function exercises_guard_point() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'INSERT' and not exists (
        select from public.exercises_exercise e where e.municipality_id = new.municipality_id
          and e.id = new.exercise_id and e.status in ('running', 'paused', 'done'))
       or tg_op = 'UPDATE' and new.exercise_id <> old.exercise_id then
        raise exception 'of an exercise that was held' using errcode = '42501';
    end if;
    if (tg_op = 'INSERT' or new.action is distinct from old.action) and new.action is not null and not exists (
           select from public.plans_action a where a.municipality_id = new.municipality_id and a.id = new.action)
       or (tg_op = 'INSERT' or new.task is distinct from old.task) and new.task is not null and not exists (
           select from public.plans_task t where t.municipality_id = new.municipality_id and t.id = new.task) then
        raise exception 'of the own plan' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger exercises_guard_point before insert or update on exercises_point
    for each row execute function exercises_guard_point();
