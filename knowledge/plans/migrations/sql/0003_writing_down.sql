drop trigger plans_guard_measurement on plans_measurement;
drop trigger plans_guard_action on plans_action;
drop trigger plans_guard_plan on plans_plan;
drop function plans_guard_report();
drop function plans_guard_plan();
alter table plans_action
    drop constraint plans_action_goal_id_same_tenant,
    add constraint plans_action_goal_id_same_tenant foreign key (municipality_id, goal_id)
    references plans_goal (municipality_id, id) deferrable initially deferred;
alter table plans_indicator
    drop constraint plans_indicator_goal_id_same_tenant,
    add constraint plans_indicator_goal_id_same_tenant foreign key (municipality_id, goal_id)
    references plans_goal (municipality_id, id) deferrable initially deferred;
alter table plans_measurement
    drop constraint plans_measurement_indicator_id_same_tenant,
    add constraint plans_measurement_indicator_id_same_tenant foreign key (municipality_id, indicator_id)
    references plans_indicator (municipality_id, id) deferrable initially deferred;
