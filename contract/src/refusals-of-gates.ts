/** The refusals of scanners, gates and their desk; part of `refusals`. */
export const refusalsOfGates = {
  invitation_invalid: {
    status: 403,
    fr: 'Ce lien a déjà servi, a expiré ou n’est pas un lien d’enrôlement. Demandez-en un nouveau à l’administration.',
    en: 'This link was used before, has expired or enrols nothing. Ask the back office for a new one.',
  },
  device_needed: {
    status: 403,
    fr: 'Cette liste est réservée aux terminaux enrôlés. Enrôlez ce terminal, puis commencez une prise de poste.',
    en: 'This list is for enrolled scanners only. Enrol this scanner, then begin a shift on it.',
  },
  device_revoked: {
    status: 403,
    fr: 'Ce terminal a été révoqué ou son service est terminé. Rendez-le à l’organisation.',
    en: 'This scanner was revoked or its time is over. Give it back to the organiser.',
  },
  device_proof_refused: {
    status: 403,
    fr: 'Ce terminal n’a pas prouvé qui il est. Vérifiez son heure, puis enrôlez-le de nouveau.',
    en: 'This scanner did not prove which one it is. Check its clock, then enrol it again.',
  },
  device_already_enrolled: {
    status: 409,
    fr: 'Ce terminal est déjà enrôlé. Révoquez-le et préparez-en un autre.',
    en: 'This scanner is enrolled already. Revoke it and prepare another one.',
  },
  not_posted: {
    status: 403,
    fr: 'Vous n’êtes pas affecté à cette épreuve ou à cette porte. Adressez-vous à votre superviseur.',
    en: 'You are not posted to this session or gate. Ask your supervisor.',
  },
  supervisor_needed: {
    status: 403,
    fr: 'Cette décision revient à un superviseur. Appelez-en un.',
    en: 'This is for a supervisor to decide. Call one.',
  },
  chain_broken: {
    status: 409,
    fr: 'La suite des contrôles de ce terminal est incomplète. Rien n’a été enregistré ; appelez un superviseur.',
    en: 'The chain of this scanner’s scans has a hole. Nothing was recorded; call a supervisor.',
  },
  scan_not_undoable: {
    status: 409,
    fr: 'Ce contrôle n’a fait entrer ni sortir personne, ou a déjà été annulé.',
    en: 'This scan let nobody in or out, or was undone before.',
  },
  conflict_resolved: {
    status: 409,
    fr: 'Ce conflit a déjà été résolu. Rechargez la page pour voir par qui.',
    en: 'This conflict was resolved before. Reload the page to see by whom.',
  },
  gate_has_scans: {
    status: 409,
    fr: 'Une porte que vous retirez a déjà servi. Gardez-la.',
    en: 'A gate that you take away was used already. Keep it.',
  },
} as const;
