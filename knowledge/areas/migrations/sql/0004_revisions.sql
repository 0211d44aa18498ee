create trigger keep_revision after update on areas_areamap
    for each row execute function plans_keep_revision('typed', 'name', 'description', 'housing', 'mapped_on',
        'participants', 'forum', 'sharing', 'resources', 'challenges', 'sources', 'analysis', 'needs', 'uncertainty',
        'effort', 'follow_up', 'plan_actions');
