set local role ctx_owner;
drop function sec.tell_network(uuid);
reset role;
drop trigger guard_post on network_post;
drop trigger guard_topic on network_topic;
drop function public.network_guard_post();
drop function public.network_guard_topic();
