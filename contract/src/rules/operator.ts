import type { Locale } from '../common.ts';
import type { LegalParagraph, LegalText } from '../terms-text/legal-text.ts';

/** What the law wants to be said of who runs a shop (LCEN, article 1-1; consumer code, L221-5 and L616-1). */
export const operatorFields = [
  'entity',
  'address',
  'registration',
  'vatNumber',
  'email',
  'phone',
  'publicationDirector',
  'host',
  'mediator',
] as const;
/** One of them. */
export type OperatorField = (typeof operatorFields)[number];

/** Who runs the shop; '' is what nobody has said. */
export type Operator = Readonly<Record<OperatorField, string>>;

/** Who reads where something is missing: an admin, who can add it, or visitors of a demo or of a real shop. */
export type OperatorReader = 'admin' | 'demo' | 'real';

const missing: Record<Locale, Record<'admin' | 'real', string>> = {
  fr: { admin: '[à compléter dans Réglages]', real: 'non communiqué' },
  en: { admin: '[to be set in Settings]', real: 'not given' },
};

/** In a demonstration nobody is missing anything: there is nobody to name. */
const demoWords: Record<Locale, Operator> = {
  fr: {
    entity: 'cette boutique de démonstration',
    address: 'sans adresse',
    registration: 'aucune (démonstration)',
    vatNumber: 'aucun (démonstration)',
    email: 'l’exploitant (aucune adresse dans cette démonstration)',
    phone: 'aucun (démonstration)',
    publicationDirector: 'personne (démonstration)',
    host: 'la machine qui fait tourner cette démonstration',
    mediator: 'aucun dans cette démonstration',
  },
  en: {
    entity: 'this demonstration shop',
    address: 'without an address',
    registration: 'none (demonstration)',
    vatNumber: 'none (demonstration)',
    email: 'the operator (no address in this demonstration)',
    phone: 'none (demonstration)',
    publicationDirector: 'nobody (demonstration)',
    host: 'the machine that runs this demonstration',
    mediator: 'none in this demonstration',
  },
};

const demoText: Record<Locale, string> = {
  fr: 'Cette boutique est une démonstration du logiciel libre OG-Tickets\u202f: aucune somme n’est prise et aucun billet ne donne accès à un lieu.',
  en: 'This shop is a demonstration of the free software OG-Tickets: no money is taken and no ticket opens a door.',
};

/** What of it nobody has said, in the order of `operatorFields`. */
export function missingFields(operator: Operator): OperatorField[] {
  return operatorFields.filter((field) => operator[field].trim() === '');
}

/**
 * A legal text with the operator's identity in its places. `{demo}` becomes the sentence that says so in a demonstration,
 * and is left out elsewhere.
 */
export function fillLegalText(
  text: LegalText,
  { operator, isDemo, reader, locale }: FilledFor,
): { title: string; sections: { title: string; paragraphs: LegalParagraph[] }[] } {
  const valueOf = (name: string, found: string): string => {
    if (name === 'demo') return isDemo ? demoText[locale] : '';
    const field = operatorFields.find((one) => one === name);
    if (field === undefined) return found;
    return operator[field].trim() || (reader === 'demo' ? demoWords[locale][field] : missing[locale][reader]);
  };
  const fill = (sentence: string) => {
    const filled = sentence.replace(/\{(\w+)\}/g, (found: string, name: string) => valueOf(name, found));
    return sentence.startsWith('{') ? filled.slice(0, 1).toUpperCase() + filled.slice(1) : filled;
  };
  const sections = text.sections.map(({ title, paragraphs }) => ({
    title,
    paragraphs: paragraphs
      .map((paragraph) => (typeof paragraph === 'string' ? fill(paragraph) : paragraph.map((item) => fill(item))))
      .filter((paragraph) => paragraph !== ''),
  }));
  return { title: text.title, sections };
}

interface FilledFor {
  operator: Operator;
  isDemo: boolean;
  reader: OperatorReader;
  locale: Locale;
}
