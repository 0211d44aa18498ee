-- What a task said before is kept; who gave it does not change, and one that has ended stays so.
create trigger refuse_other_writer before update on casework_task
    for each row execute function public.casework_refuse_other_writer();
create trigger keep_history after update on casework_task
    for each row execute function public.casework_keep_history();
create function public.casework_task_ends_once() returns trigger language plpgsql as $$
begin
    raise exception 'a task that has ended is not changed' using errcode = '42501';
end $$;
create trigger ends_once before update on casework_task
    for each row when (old.ended_at is not null) execute function public.casework_task_ends_once();
