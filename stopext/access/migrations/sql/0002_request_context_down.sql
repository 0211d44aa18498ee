set local role ctx_owner;
drop function sec.role_name(), sec.user_id(), sec.authority(), sec.log_authority(), sec.centre(),
    sec.district(), sec.reporter_muni(), sec.muni(), sec.parts(),
    sec.enter(bytea, uuid), sec.lives_in(text, text), sec.kind_of(text), sec.mac(text),
    sec.outer_pad(), sec.inner_pad();
drop table sec.key;
reset role;
