alter table casework_receipt drop constraint casework_receipt_same_district;
alter table casework_disclosureitem
    drop constraint casework_disclosureitem_same_district,
    drop constraint casework_disclosureitem_district_key;
alter table casework_disclosure drop constraint casework_disclosure_district_key;
drop trigger refuse_locked on casework_note;
drop function public.casework_refuse_locked_note();
drop trigger by_trigger_only on casework_fieldhistory;
drop function public.casework_history_by_trigger_only();
drop trigger keep_history on casework_note;
drop trigger keep_history on casework_measure;
drop trigger keep_history on casework_concern;
drop trigger keep_history on casework_subject;
drop trigger keep_history on casework_case;
drop function public.casework_keep_history();
