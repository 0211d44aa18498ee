drop trigger guard on screening_instrumentversion;
drop trigger guard on screening_consensus;
drop trigger guard on screening_rating;
drop trigger guard on screening_screening;
drop function screening_guard_version();
drop function screening_guard_consensus();
drop function screening_guard_rating();
drop function screening_guard_screening();
