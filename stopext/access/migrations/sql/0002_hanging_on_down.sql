set local role ctx_owner;
drop function sec.erase_hanging_on(regclass, uuid[], regclass[]), sec.hanging_on(regclass, regclass[]);
reset role;
