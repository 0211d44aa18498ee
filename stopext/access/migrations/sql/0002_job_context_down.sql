set local role ctx_owner;
drop function sec.job(), sec.enter_job(text, bytea), sec.allow_jobs(text[], bytea[]);
drop table sec.job_token;
reset role;
