drop trigger keep_revision on readiness_answer;
drop trigger keep_revision on readiness_remark;
