import { expect, it } from 'vitest';
import { termsVersion, termsVersions } from '../terms.ts';
import { allTerms } from '../terms-text/all-versions.ts';
import { fillLegalText, missingFields, type Operator, operatorFields } from './operator.ts';

const nobody: Operator = {
  entity: '',
  address: '',
  registration: '',
  vatNumber: '',
  email: '',
  phone: '',
  publicationDirector: '',
  host: ' ',
  mediator: '',
};
const somebody: Operator = { ...nobody, entity: 'Société Exemple {demo}', email: 'contact@example.org' };
const text = {
  title: 'Qui',
  sections: [
    { title: 'A', paragraphs: ['{entity}, {phone}.', '{demo}', ['E-mail: {email}', '{unknown}']] },
    { title: 'B', paragraphs: ['Rien.'] },
  ],
};

it('names who runs the shop, and leaves what it does not know', () => {
  const filled = fillLegalText(text, { operator: somebody, isDemo: false, reader: 'real', locale: 'fr' });
  expect(filled.sections[0]?.paragraphs).toEqual([
    'Société Exemple {demo}, non communiqué.',
    ['E-mail: contact@example.org', '{unknown}'],
  ]);
  expect(filled.sections[1]?.paragraphs).toEqual(['Rien.']);
});

it('tells an admin what is to be set, and visitors of a demonstration that it is one', () => {
  const toAdmin = fillLegalText(text, { operator: nobody, isDemo: true, reader: 'admin', locale: 'en' });
  expect(toAdmin.sections[0]?.paragraphs[0]).toBe('[to be set in Settings], [to be set in Settings].');
  const toVisitor = fillLegalText(text, { operator: nobody, isDemo: true, reader: 'demo', locale: 'en' });
  expect(toVisitor.sections[0]?.paragraphs.slice(0, 2)).toEqual([
    'This demonstration shop, none (demonstration).',
    expect.stringContaining('no ticket opens a door'),
  ]);
});

it('lists what nobody has said', () => {
  expect(missingFields(nobody)).toEqual([...operatorFields]);
  expect(missingFields(somebody)).not.toContain('entity');
});

it('keeps the text of every version, without a name in braces that nothing fills', () => {
  expect(termsVersions).toContain(termsVersion);
  for (const version of termsVersions) {
    for (const locale of ['fr', 'en'] as const) {
      for (const part of [allTerms[version][locale].sale, allTerms[version][locale].use]) {
        if (part === undefined) continue;
        const filled = fillLegalText(part, { operator: nobody, isDemo: true, reader: 'real', locale });
        expect(JSON.stringify(filled)).not.toMatch(/[{]\w+[}]/);
      }
    }
  }
});

it('says in the terms in force what the law wants said', () => {
  const said = JSON.stringify(allTerms[termsVersion].fr.sale);
  for (const article of ['L221-28', 'L612-1', 'L213-1', 'L221-15', '1217', '313-6-2', 'R631-3']) {
    expect(said).toContain(article);
  }
  expect(said).toContain('16 ans');
});
