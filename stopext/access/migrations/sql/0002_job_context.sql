-- The job's login reads nothing by being logged in. Who runs a job presents its token, which whoever
-- holds the master key can make (stopext.access.jobs); here stand digests of them, written by the owner.
-- What is issued names one job, for this backend and this transaction; policies ask for that name.
set local role ctx_owner;

create table sec.job_token (
    job text primary key check (job ~ '^[a-z_]+$'),
    digest bytea not null check (octet_length(digest) = 32)
);

-- The jobs there are, and what their tokens are known by; a token that is not among them is void.
create function sec.allow_jobs(jobs text[], digests bytea[]) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    delete from sec.job_token;
    insert into sec.job_token (job, digest) select * from unnest(jobs, digests);
$$;

create function sec.enter_job(asked text, token bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare message text := concat_ws('.', 'job', asked, pg_backend_pid(),
    (extract(epoch from transaction_timestamp()) * 1000000)::bigint);
begin
    if not exists (select from sec.job_token t where t.job = asked and t.digest = sha256(token)) then
        raise exception 'no such job' using errcode = '42501';
    end if;
    perform set_config('app.job', message || '.' || sec.mac(message), true);
end $$;

-- The job of this transaction, or null without one; anything forged or replayed raises.
create function sec.job() returns text
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare raw text := current_setting('app.job', true); a text[];
begin
    if raw is null or raw = '' then return null; end if;
    a := string_to_array(raw, '.');
    if cardinality(a) <> 5 or a[1] <> 'job' or sec.mac(left(raw, -65)) <> a[5]
       or a[3] <> pg_backend_pid()::text
       or a[4] <> (extract(epoch from transaction_timestamp()) * 1000000)::bigint::text then
        raise exception 'bad job context' using errcode = '42501';
    end if;
    return a[2];
end $$;

revoke all on function sec.allow_jobs(text[], bytea[]), sec.enter_job(text, bytea), sec.job() from public;
grant execute on function sec.allow_jobs(text[], bytea[]) to portal_owner;
grant execute on function sec.enter_job(text, bytea) to portal_job;
-- The job that publishes does so in the editors' role.
grant execute on function sec.job() to portal_job, r_centre;
reset role;
