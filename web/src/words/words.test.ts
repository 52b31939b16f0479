import { terms as firstEn } from '@og-tickets/contract/terms-text/v1/en.ts';
import { terms as firstFr } from '@og-tickets/contract/terms-text/v1/fr.ts';
import { terms as secondEn } from '@og-tickets/contract/terms-text/v2/en.ts';
import { terms as secondFr } from '@og-tickets/contract/terms-text/v2/fr.ts';
import { describe, expect, it } from 'vitest';

const NARROW = '\u202f';
const NO_BREAK = '\u00a0';

type Module = Record<string, unknown>;
const french: Record<string, Module> = {
  ...import.meta.glob<Module>('./fr/*.ts', { eager: true }),
  './fr/terms v1': { firstFr },
  './fr/terms v2': { secondFr },
};
const english: Record<string, Module> = {
  ...import.meta.glob<Module>('./en/*.ts', { eager: true }),
  './en/terms v1': { firstFr: firstEn },
  './en/terms v2': { secondFr: secondEn },
};

/** Every message of a book by its key path; a function is called with `argument` in each place. */
function messagesOf(value: unknown, argument: number | string, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof value === 'string') found.set(path, value);
  else if (typeof value === 'function') {
    const args = Array.from({ length: value.length }, () => argument);
    found.set(path, String(Reflect.apply(value, undefined, args)));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      for (const [at, message] of messagesOf(inner, argument, path ? `${path}.${key}` : key)) found.set(at, message);
    }
  }
  return found;
}

/** What is wrong with the typography of a French message; empty when nothing is. */
function frenchFaults(message: string): string[] {
  const faults: string[] = [];
  const check = (bad: RegExp, fault: string) => {
    if (bad.test(message)) faults.push(fault);
  };
  // Times (14:32), addresses (https:) and a mark repeated (?!) need no space in between.
  check(/(?<![\u202f\d]|https?|[?!]):|(?<![\u202f;!?])[;!?]/, 'narrow no-break space missing before : ; ! ?');
  // Intl puts the wide one before the sign of a currency.
  check(/(?<![\u202f\u00a0])€/, 'no-break space missing before €');
  check(/«(?!\u202f)|(?<!\u202f)»/, 'narrow no-break space missing inside « »');
  check(/'/, 'straight apostrophe, use ’');
  check(/\.\.\./, 'three dots, use …');
  check(/"/, 'straight quotes, use « »');
  return faults;
}

function frenchMessages(): [string, string][] {
  return Object.entries(french).flatMap(([file, module]) =>
    [0, 1, 2, 'Lille'].flatMap((argument) =>
      [...messagesOf(module, argument)].map(([key, text]): [string, string] => [`${file} ${key}`, text]),
    ),
  );
}

describe('the French typography check', () => {
  it.each(['Attention : panier', 'Prêt?', 'Prêt !', '24 €', "l'épreuve", '« Duo »', 'Encore...'])(
    'finds the fault in %s',
    (message) => {
      expect(frenchFaults(message)).not.toEqual([]);
    },
  );

  it.each([
    `Attention${NARROW}: panier`,
    `Prêt${NARROW}!`,
    'Fin à 14:32',
    `24${NO_BREAK}€`,
    `«${NARROW}Duo${NARROW}»`,
    'l’épreuve…',
  ])('accepts %s', (message) => {
    expect(frenchFaults(message)).toEqual([]);
  });
});

describe('the books', () => {
  it('hold messages', () => {
    expect(Object.keys(french).length).toBeGreaterThanOrEqual(5);
    expect(frenchMessages().length).toBeGreaterThan(200);
  });

  it('are written in good French typography', () => {
    const faults = frenchMessages().flatMap(([key, text]) =>
      frenchFaults(text).map((fault) => `${key}: ${fault} in "${text}"`),
    );
    expect(faults).toEqual([]);
  });

  it('have no empty message', () => {
    expect(frenchMessages().filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.keys(french))('%s says the same things in English', (file) => {
    const englishFile = english[file.replace('./fr/', './en/')];
    expect([...messagesOf(englishFile, 2).keys()].sort()).toEqual([...messagesOf(french[file], 2).keys()].sort());
  });

  // What is filled in, and what stands in the other language on purpose.
  const wordsOf = (text: string) => text.replaceAll(/\{\w+\}|Français|Défenseur des droits/g, '');

  it.each(Object.keys(french))('%s is translated', (file) => {
    const inEnglish = messagesOf(english[file.replace('./fr/', './en/')], 2);
    const left = [...messagesOf(french[file], 2)].filter(
      ([key, text]) => /\p{L}{3,}\P{L}+\p{L}{3,}/u.test(wordsOf(text)) && inEnglish.get(key) === text,
    );
    expect(left).toEqual([]);
  });

  it('say nothing in French in their English half', () => {
    const messages = Object.values(english).flatMap((module) => [...messagesOf(module, 2)]);
    const isFrench = /[àâçèêëîïôùûœ]|«|\b(?:vous|votre|vos|nous|une|les|des|est|sont|pour|avec)\b/i;
    expect(messages.filter(([, text]) => isFrench.test(wordsOf(text)))).toEqual([]);
    expect(messages.length).toBeGreaterThan(200);
  });
});
