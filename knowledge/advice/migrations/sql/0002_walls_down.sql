drop trigger advice_guard_message on advice_message;
drop function advice_guard_message();
drop trigger advice_guard_thread on advice_thread;
drop function advice_guard_thread();
