-- A receipt is for a concern of its own case.
create trigger keep_together_concern after insert or update of case_id, concern_id on casework_acknowledgement
    for each row execute function public.casework_keep_together('concern_id', 'casework_concern', 'case_id');
