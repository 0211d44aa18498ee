-- The job renew_search_keys locks each citizen while it makes her keys anew, which takes the right to
-- update; it changes nothing of her.
comment on column casework_subjectkey.scheme is 'identity.SCHEME by which the key was made';
