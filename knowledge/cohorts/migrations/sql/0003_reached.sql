set local role ctx_owner;
drop function sec.cohort_counts(uuid);
drop function sec.cohort_standing(uuid);

-- Who has reached what, when (where that is known), and by which hearing or exercise. Called by the two below alone,
-- which say who may know. A day that was said by hand counts before the one that the portal sees.
create function sec.cohort_reached(wanted uuid)
returns table (municipality_id int, milestone_id uuid, reached_on date, what uuid)
language sql stable rows 100 set search_path = pg_catalog, pg_temp as $$
    with today as (select (now() at time zone 'Europe/Copenhagen')::date as day)
    select m.municipality_id, s.id,
        coalesce(min(how.reached_on) filter (where how.is_said), min(how.reached_on)),
        (array_agg(how.what order by how.reached_on, how.what) filter (where how.what is not null))[1]
    from today t
    join public.cohorts_cohort c on c.id = wanted
    join public.cohorts_member m on m.cohort_id = c.id
    join public.cohorts_milestone s on s.cohort_id = c.id and not s.is_removed
    cross join lateral (
        select true as is_said, r.done_on as reached_on, null::uuid as what
        from public.cohorts_report r
        where s.known in ('', 'hearing', 'exercise') and r.municipality_id = m.municipality_id
          and r.milestone_id = s.id and r.done_on is not null
        union all
        -- A draft is told of by members alone, not by who has been one.
        select false, null, null
        from public.plans_plan p
        where s.known in ('draft', 'published') and p.municipality_id = m.municipality_id
          and (p.is_public and p.status <> 'archived' and p.adopted_on >= c.starts_on
               or not p.is_public and s.known = 'draft' and (m.left_on is null or m.left_on >= t.day))
        union all
        -- A hearing in which somebody was asked, and nobody can answer any more.
        select false, h.day, h.id
        from (select h.id, h.municipality_id,
                  least(h.deadline, (h.closed_at at time zone 'Europe/Copenhagen')::date) as day
              from public.hearings_hearing h
              where h.closed_at is not null or h.deadline < (select t.day from today t)) h
        where s.known = 'hearing' and h.municipality_id = m.municipality_id
          and h.day between c.starts_on and least(m.left_on, t.day)
          and exists (select from public.hearings_invitee i where i.hearing_id = h.id and i.revoked_at is null)
        union all
        -- An exercise with a word in its log, by the day it was begun.
        select false, e.day, e.id
        from (select e.id, e.municipality_id, (e.begun_at at time zone 'Europe/Copenhagen')::date as day
              from public.exercises_exercise e where e.status = 'done') e
        where s.known = 'exercise' and e.municipality_id = m.municipality_id
          and e.day between c.starts_on and least(m.left_on, t.day)
          and exists (select from public.exercises_entry l where l.exercise_id = e.id)
    ) how
    group by m.municipality_id, s.id
$$;
revoke all on function sec.cohort_reached(uuid) from public;

-- Which member has reached which milestone: for advisers of all, for a municipality of itself. Only the municipality is
-- told by what, for nobody else opens it.
create function sec.cohort_standing(wanted uuid)
returns table (municipality_id int, milestone_id uuid, reached_on date, what uuid)
language sql stable security definer rows 100 set search_path = pg_catalog, pg_temp as $$
    select r.municipality_id, r.milestone_id, r.reached_on,
        case when r.municipality_id = (select sec.muni()) then r.what end
    from sec.cohort_reached(wanted) r
    where (select sec.role_name()) = 'adviser' or r.municipality_id = (select sec.muni())
$$;
revoke all on function sec.cohort_standing(uuid) from public;
grant execute on function sec.cohort_standing(uuid) to r_muni, r_centre;

-- How many of those who are members today have reached each milestone, for who is or was a member.
create function sec.cohort_counts(wanted uuid) returns table (milestone_id uuid, done bigint, members bigint)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp as $$
    with today as (select (now() at time zone 'Europe/Copenhagen')::date as day),
    present as (
        select distinct m.municipality_id from public.cohorts_member m, today t
        where m.cohort_id = wanted and (m.left_on is null or m.left_on >= t.day)
    )
    select s.id, count(r.municipality_id), count(*)
    from public.cohorts_milestone s
    cross join present m
    left join sec.cohort_reached(wanted) r on r.municipality_id = m.municipality_id and r.milestone_id = s.id
    where s.cohort_id = wanted and not s.is_removed
      and ((select sec.role_name()) = 'adviser' or exists (
          select from public.cohorts_member o
          where o.cohort_id = wanted and o.municipality_id = (select sec.muni())))
    group by s.id
$$;
revoke all on function sec.cohort_counts(uuid) from public;
grant execute on function sec.cohort_counts(uuid) to r_muni, r_centre;
reset role;
