set local role ctx_owner;
create or replace function sec.hearing_read(secret bytea, invitation uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object('id', i.id, 'place', h.municipality_id, 'municipality', a.name,
        'contact', h.contact, 'is_open', t.is_open, 'is_revoked', i.revoked_at is not null)
      || case when not t.is_open then '{}'::jsonb else jsonb_build_object(
        'hearing', h.id, 'name', i.name, 'title', h.title, 'version', h.version, 'letter', h.letter,
        'deadline', h.deadline, 'opened_at', h.opened_at, 'sent_at', i.sent_at, 'parts', h.parts,
        'answers', (
            select coalesce(jsonb_agg(jsonb_build_object('part', g.part, 'is_draft', g.is_draft,
                'text', g.text, 'edits', g.edits, 'at', g.at) order by g.at), '[]'::jsonb)
            from public.hearings_answer g where g.invitee_id = i.id)) end
    from public.hearings_invitee i
    join public.hearings_hearing h on h.id = i.hearing_id
    join public.accounts_authority a on a.id = h.municipality_id,
    lateral (select sec.hearing_takes(i.id) as is_open) t
    where i.id = sec.hearing_guest(secret, invitation)
$$;
reset role;
