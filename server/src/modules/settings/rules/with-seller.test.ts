import { defaultSettings } from '@og-tickets/contract/settings.ts';
import { expect, it } from 'vitest';
import { missingIdentity, operatorOf, withSeller } from './with-seller.ts';

const seller = {
  name: 'Société Exemple SAS',
  address: '1 rue de l’Exemple\n59000 Lille',
  registration: 'RCS Lille 123 456 789',
  vatNumber: 'FR12123456789',
  email: 'contact@example.org',
  isDemo: false,
};

it('takes what the configuration says of the seller where an admin has set nothing', () => {
  const settings = { ...defaultSettings, legal: { ...defaultSettings.legal, entity: 'Autre nom' } };
  const { legal, contactEmail } = withSeller(settings, seller);
  expect(legal).toMatchObject({ entity: 'Autre nom', address: '1 rue de l’Exemple, 59000 Lille', phone: '' });
  expect(contactEmail).toBe('contact@example.org');
  expect(operatorOf({ ...settings, contactEmail: 'ici@example.org' }, seller).email).toBe('ici@example.org');
});

it('gives nobody the invented identity of a demonstration', () => {
  expect(withSeller(defaultSettings, { ...seller, isDemo: true }).legal).toEqual(defaultSettings.legal);
});

it('says what a real shop lacks, and nothing of a demonstration', () => {
  expect(missingIdentity(defaultSettings, { demo: false, seller })).toEqual([
    'phone',
    'publicationDirector',
    'host',
    'mediator',
  ]);
  expect(missingIdentity(defaultSettings, { demo: true, seller })).toEqual([]);
});
