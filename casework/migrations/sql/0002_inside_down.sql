set local role ctx_owner;
drop function sec.concerns_about(uuid), sec.join_hidden_case(uuid, text[], timestamptz), sec.opens_case(uuid), sec.hidden_screenings(), sec.hidden_cases();
reset role;
drop index case_restricted;
