drop trigger keep_together_note on casework_contact;
drop trigger keep_together_party on casework_contact;
drop trigger keep_history on casework_contact;
drop trigger refuse_other_writer on casework_contact;
