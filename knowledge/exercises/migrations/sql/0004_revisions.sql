create trigger keep_revision after update on exercises_exercise
    for each row execute function plans_keep_revision('saved', 'on', 'starts', 'place', 'participants', 'reason',
        'worked', 'missing');
create trigger keep_revision after update on exercises_point
    for each row execute function plans_keep_revision('saved', 'text', 'owner', 'due_on', 'action');
create trigger keep_revision after update on exercises_card
    for each row execute function plans_keep_revision('saved', 'audience', 'steps', 'attention', 'uses', 'owner');
create trigger forget_revisions after delete on exercises_point
    for each row execute function plans_forget_revisions();
create trigger forget_revisions after delete on exercises_card
    for each row execute function plans_forget_revisions();
