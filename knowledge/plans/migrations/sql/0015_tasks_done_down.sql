drop trigger plans_guard_task on plans_task;
drop function plans_guard_task();
