-- What is internal goes with its plan, a task also with its action.
alter table plans_action add constraint plans_action_tenant_key unique (municipality_id, id);
alter table plans_internalnote
    add constraint plans_internalnote_plan_id_same_tenant foreign key (municipality_id, plan_id)
    references plans_plan (municipality_id, id) on delete cascade deferrable initially deferred;
alter table plans_task
    add constraint plans_task_plan_id_same_tenant foreign key (municipality_id, plan_id)
    references plans_plan (municipality_id, id) on delete cascade deferrable initially deferred,
    add constraint plans_task_action_id_same_tenant foreign key (municipality_id, action_id)
    references plans_action (municipality_id, id) on delete cascade deferrable initially deferred;
