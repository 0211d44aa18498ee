drop trigger keep_revision on exercises_exercise;
drop trigger keep_revision on exercises_point;
drop trigger keep_revision on exercises_card;
drop trigger forget_revisions on exercises_point;
drop trigger forget_revisions on exercises_card;
