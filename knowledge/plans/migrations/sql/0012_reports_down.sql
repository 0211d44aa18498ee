drop trigger plans_guard_statusreport_plan on plans_statusreport;
drop trigger plans_guard_statusreport on plans_statusreport;
drop function plans_guard_statusreport_plan();
drop function plans_guard_statusreport();
alter table plans_statusreport drop constraint plans_statusreport_plan_id_same_tenant;
