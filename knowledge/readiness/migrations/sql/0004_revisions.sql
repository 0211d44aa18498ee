create trigger keep_revision after update on readiness_answer
    for each row execute function plans_keep_revision('typed', 'level', 'note', 'link');
create trigger keep_revision after update on readiness_remark
    for each row execute function plans_keep_revision('typed', 'text');
