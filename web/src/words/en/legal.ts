import type { OperatorField } from '@og-tickets/contract/rules/operator.ts';
import type { LegalWords } from '../fr/legal.ts';

const fields: Record<OperatorField, string> = {
  entity: 'legal entity',
  address: 'postal address',
  registration: 'registration',
  vatNumber: 'VAT number',
  email: 'contact address',
  phone: 'telephone',
  publicationDirector: 'publication director',
  host: 'host',
  mediator: 'consumer mediator',
};

export const legal = {
  others: 'Other legal pages',
  contents: 'Contents',
  version: (day: string, version: string) => `Version of ${day} (no. ${version})`,
  updated: (day: string) => `As of ${day}`,
  inForce: 'This version is in force.',
  replaced: 'This version is no longer in force. It stays here for those who accepted it.',
  seeCurrent: 'Read the version in force',
  versions: 'All versions',
  print: 'Print',
  writeTo: (email: string) => `Write to ${email}`,
  missingTitle: 'Details to be set',
  missingText: (names: string) => `Missing: ${names}.`,
  missingReal: 'The law wants them before anything is sold.',
  settings: 'Open the settings',
  fields,
} satisfies LegalWords;
