alter table plans_task
    drop constraint plans_task_action_id_same_tenant,
    drop constraint plans_task_plan_id_same_tenant;
alter table plans_internalnote drop constraint plans_internalnote_plan_id_same_tenant;
alter table plans_action drop constraint plans_action_tenant_key;
