do $$
declare name text;
begin
    foreach name in array '{plansection,goal,action,indicator,measurement,effect,actioncard,internalnote,task}'::text[] loop
        execute format('drop trigger forget_revisions on public.plans_%s', name);
        execute format('drop trigger keep_revision on public.plans_%s', name);
    end loop;
end $$;
drop trigger keep_revision on plans_plan;
drop trigger plans_forget_replaced on plans_plan;
drop trigger plans_guard_revision on plans_revision;
drop function plans_keep_revision();
drop function plans_forget_revisions();
drop function plans_forget_replaced();
drop function plans_guard_revision();
