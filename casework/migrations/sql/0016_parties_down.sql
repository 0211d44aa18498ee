drop trigger refuse_changed on casework_partyrelation;
drop trigger keep_together_party on casework_partyrelation;
drop trigger keep_history on casework_party;
drop trigger refuse_other_writer on casework_party;
