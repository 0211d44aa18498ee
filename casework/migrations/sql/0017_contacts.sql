-- What was said of a contact is kept, and who wrote it does not change. It is with somebody around the
-- citizen of its own case, and its words are a note of that case.
create trigger refuse_other_writer before update on casework_contact
    for each row execute function public.casework_refuse_other_writer();
create trigger keep_history after update on casework_contact
    for each row execute function public.casework_keep_history();
create trigger keep_together_party after insert or update of case_id, party_id on casework_contact
    for each row execute function public.casework_keep_together('party_id', 'casework_party', 'case_id');
create trigger keep_together_note after insert or update of case_id, note_id on casework_contact
    for each row execute function public.casework_keep_together('note_id', 'casework_note', 'case_id');
