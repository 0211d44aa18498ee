-- An answer is locked when its self-assessment is. What hangs on a review is of both its sides: a
-- third municipality can put nothing there.
alter table readiness_assessment
    add constraint readiness_assessment_lock_key unique (municipality_id, id, is_locked);
alter table readiness_answer
    add constraint readiness_answer_as_locked foreign key (municipality_id, assessment_id, is_locked)
    references readiness_assessment (municipality_id, id, is_locked) on update cascade;
alter table readiness_review
    add constraint readiness_review_assessment_id_same_tenant
    foreign key (municipality_id, assessment_id)
    references readiness_assessment (municipality_id, id) deferrable initially deferred,
    add constraint readiness_review_tenant_key unique (municipality_id, id),
    add constraint readiness_review_sides_key unique (municipality_id, id, reviewer_id);
alter table readiness_reply
    add constraint readiness_reply_of_both_sides foreign key (municipality_id, review_id, reviewer_id)
    references readiness_review (municipality_id, id, reviewer_id);
alter table readiness_remark
    add constraint readiness_remark_of_both_sides
    foreign key (municipality_id, review_id, reviewer_id)
    references readiness_review (municipality_id, id, reviewer_id);
alter table readiness_reviewcopy
    add constraint readiness_reviewcopy_of_both_sides
    foreign key (municipality_id, review_id, reviewer_id)
    references readiness_review (municipality_id, id, reviewer_id);
