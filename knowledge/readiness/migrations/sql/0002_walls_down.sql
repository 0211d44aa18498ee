alter table readiness_reviewcopy drop constraint readiness_reviewcopy_of_both_sides;
alter table readiness_remark drop constraint readiness_remark_of_both_sides;
alter table readiness_reply drop constraint readiness_reply_of_both_sides;
alter table readiness_review
    drop constraint readiness_review_sides_key,
    drop constraint readiness_review_tenant_key,
    drop constraint readiness_review_assessment_id_same_tenant;
alter table readiness_answer drop constraint readiness_answer_as_locked;
alter table readiness_assessment drop constraint readiness_assessment_lock_key;
