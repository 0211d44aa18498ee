set local role ctx_owner;
drop function sec.cohort_counts(uuid);
drop function sec.cohort_standing(uuid);
drop function sec.cohort_reached(uuid);
-- Which member has reached which milestone: for advisers of all, for a municipality of itself.
create function sec.cohort_standing(wanted uuid) returns table (municipality_id int, milestone_id uuid)
language sql stable security definer rows 100 set search_path = pg_catalog, pg_temp as $$
    select distinct m.municipality_id, s.id
    from public.cohorts_member m
    join public.cohorts_cohort c on c.id = m.cohort_id
    join public.cohorts_milestone s on s.cohort_id = c.id and not s.is_removed
    where c.id = wanted
      and ((select sec.role_name()) = 'adviser' or m.municipality_id = (select sec.muni()))
      and case s.known
          when '' then exists (
              select from public.cohorts_report r
              where r.municipality_id = m.municipality_id and r.milestone_id = s.id and r.done_on is not null)
          else exists (
              select from public.plans_plan p
              where p.municipality_id = m.municipality_id
                and (p.is_public and p.status <> 'archived' and p.adopted_on >= c.starts_on
                     -- A draft is told of by members alone, not by who has been one.
                     or not p.is_public and s.known = 'draft' and (m.left_on is null
                         or m.left_on >= (now() at time zone 'Europe/Copenhagen')::date)))
          end
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
    select s.id,
        count(*) filter (where case s.known
            when '' then exists (
                select from public.cohorts_report r
                where r.municipality_id = m.municipality_id and r.milestone_id = s.id and r.done_on is not null)
            else exists (
                select from public.plans_plan p
                where p.municipality_id = m.municipality_id
                  and (p.is_public and p.status <> 'archived' and p.adopted_on >= c.starts_on
                       or not p.is_public and s.known = 'draft'))
            end),
        count(*)
    from public.cohorts_milestone s
    join public.cohorts_cohort c on c.id = s.cohort_id
    cross join present m
    where s.cohort_id = wanted and not s.is_removed
      and ((select sec.role_name()) = 'adviser' or exists (
          select from public.cohorts_member o
          where o.cohort_id = wanted and o.municipality_id = (select sec.muni())))
    group by s.id
$$;
revoke all on function sec.cohort_counts(uuid) from public;
grant execute on function sec.cohort_counts(uuid) to r_muni, r_centre;
reset role;
