import { describe, expect, it } from 'vitest';
import { accountWords } from '../../words/account.ts';
import { registrationFaults, registrationIds } from './registration.ts';

const w = accountWords.fr.register.faults;
const good = {
  firstName: 'Zoé',
  lastName: 'Nguyễn',
  email: 'zoe@exemple.fr',
  password: 'douze lettre',
  acceptTerms: true,
};

describe('registrationFaults', () => {
  it('finds none in a good form, whatever the password is made of', () => {
    expect(registrationFaults(good, w)).toEqual([]);
    expect(registrationFaults({ ...good, password: '🦊'.repeat(12) }, w)).toEqual([]);
  });

  it('lists everything at once, in the order of the fields', () => {
    const nothing = { firstName: ' ', lastName: '', email: '', password: '', acceptTerms: false };
    expect(registrationFaults(nothing, w).map(({ fieldId }) => fieldId)).toEqual(Object.values(registrationIds));
  });

  it.each(['zoe', 'zoe@', '@exemple.fr', 'zoe@exemple', 'zoe @exemple.fr', 'zoe@exemple.'])(
    'asks to complete %s',
    (email) => {
      expect(registrationFaults({ ...good, email }, w)).toEqual([{ fieldId: registrationIds.email, message: w.email }]);
    },
  );

  it('says how many characters the password lacks', () => {
    const [fault] = registrationFaults({ ...good, password: 'onze lettre' }, w);
    expect(fault).toEqual({ fieldId: registrationIds.password, message: w.passwordShort(12, 1) });
    expect(registrationFaults({ ...good, password: 'x'.repeat(201) }, w)[0]?.message).toBe(w.passwordLong(200));
  });

  it('bounds a name', () => {
    expect(registrationFaults({ ...good, lastName: 'x'.repeat(81) }, w)[0]?.message).toBe(w.nameTooLong(80));
  });
});
