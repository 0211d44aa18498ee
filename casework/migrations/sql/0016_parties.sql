-- What was said of somebody around the citizen is kept, and who wrote it does not change.
create trigger refuse_other_writer before update on casework_party
    for each row execute function public.casework_refuse_other_writer();
create trigger keep_history after update on casework_party
    for each row execute function public.casework_keep_history();
-- A relation is between a case, somebody around its own citizen, and another case; it is ended once.
create trigger keep_together_party after insert or update of case_id, party_id on casework_partyrelation
    for each row execute function public.casework_keep_together('party_id', 'casework_party', 'case_id');
create trigger refuse_changed before update on casework_partyrelation
    for each row execute function public.casework_refuse_changed_join();
