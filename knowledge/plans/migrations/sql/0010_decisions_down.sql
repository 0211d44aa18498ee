drop trigger plans_guard_decision_plan on plans_decision;
drop trigger plans_guard_decision on plans_decision;
drop function plans_guard_decision();
alter table plans_decision drop constraint plans_decision_as_public_as_its_plan;
