drop trigger advice_consent_ends on plans_plan;
drop function public.advice_consent_ends();
