drop trigger keep_together_disclosure on casework_handoveranswer;
drop trigger keep_together_item on casework_receipt;
drop trigger keep_together_disclosure on casework_receipt;
drop trigger keep_together_disclosure on casework_disclosureitem;
drop trigger keep_together_note on casework_note;
drop trigger keep_together_concern on casework_repeatcheck;
drop function public.casework_keep_together();
