set local role ctx_owner;
drop function sec.cohort_counts(uuid);
drop function sec.cohort_standing(uuid);
reset role;
drop trigger cohorts_guard_report on cohorts_report;
drop function cohorts_guard_report();
drop trigger cohorts_guard_member on cohorts_member;
drop function cohorts_guard_member();
