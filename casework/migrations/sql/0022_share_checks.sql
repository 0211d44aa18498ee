create trigger keep_together_disclosure after insert or update of case_id, disclosure_id on casework_sharecheck
    for each row execute function public.casework_keep_together('disclosure_id', 'casework_disclosure', 'case_id');
