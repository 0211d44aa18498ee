-- What a consent said before a correction is kept, and who noted it, and when, is never corrected. That it
-- was withdrawn is written once (hold_signature); it is not said of a no, nor taken back.
create trigger refuse_other_writer before update on casework_consent
    for each row execute function public.casework_refuse_other_writer();
create trigger keep_history after update on casework_consent
    for each row execute function public.casework_keep_history();

-- Sharing on consent names one of its own case, which somebody may share with the police on today; what was
-- copied of it is what it says, and neither is changed afterwards. Runs as whoever shares, behind her own
-- wall. The row of the case is locked by the application, so a withdrawal is before this or after it.
create function public.casework_guard_consent() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    if current_user <> 'r_muni' then return new; end if;
    if tg_op = 'UPDATE' then
        if (new.legal_basis, new.consent_id, new.consent_giver, new.consent_given_on, new.consent_until)
               is distinct from (old.legal_basis, old.consent_id, old.consent_giver, old.consent_given_on, old.consent_until) then
            raise exception 'what a disclosure rests on does not change' using errcode = '42501';
        end if;
        return new;
    end if;
    if new.legal_basis = 'consent' and not exists (
        select from public.casework_consent c
        where c.municipality_id = new.municipality_id and c.case_id = new.case_id and c.id = new.consent_id
          and c.answer = 'yes' and c.withdrawn_at is null and c.purpose = 'share' and c.receiver = 'police'
          and (c.lasts_until is null or c.lasts_until >= (new.expires_at at time zone 'Europe/Copenhagen')::date)
          and (c.giver, c.given_on, c.lasts_until)
              is not distinct from (new.consent_giver, new.consent_given_on, new.consent_until)) then
        raise exception 'sharing on consent rests on one that holds' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger keep_together_consent after insert or update of case_id, consent_id on casework_disclosure
    for each row execute function public.casework_keep_together('consent_id', 'casework_consent', 'case_id');
create trigger guard_consent before insert or update on casework_disclosure
    for each row execute function public.casework_guard_consent();
