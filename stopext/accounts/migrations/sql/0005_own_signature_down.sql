set local role ctx_owner;
revoke execute on function sec.moment(timestamptz), sec.own_name() from r_police, r_reporter;
reset role;
drop function public.hold_signature();
