drop trigger ends_once on casework_task;
drop function public.casework_task_ends_once();
drop trigger keep_history on casework_task;
drop trigger refuse_other_writer on casework_task;
