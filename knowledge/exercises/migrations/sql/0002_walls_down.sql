drop trigger exercises_guard_run on exercises_exercise;
drop function exercises_guard_run();
drop trigger exercises_guard_card on exercises_card;
drop function exercises_guard_card();
