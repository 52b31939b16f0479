/** Mails whose opening and closing words a shop may choose. */
export const mailKinds = [
  'activation',
  'order_paid',
  'tickets_cancelled',
  'tickets_refunded',
  'session_cancelled',
  'session_moved',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** What may stand in braces in those words. */
export const mailPlaceholders = ['shop', 'order', 'amount', 'session', 'date', 'newDate'] as const;
export type MailPlaceholder = (typeof mailPlaceholders)[number];

interface Fitting {
  /** What a text may name. */
  may: readonly MailPlaceholder[];
  /** Without which its opening says nothing that helps. */
  must: readonly MailPlaceholder[];
}

/** The placeholders of each mail. */
export const placeholdersOf: Record<MailKind, Fitting> = {
  activation: { may: ['shop'], must: [] },
  order_paid: { may: ['shop', 'order', 'amount'], must: [] },
  tickets_cancelled: { may: ['shop', 'order', 'amount'], must: ['order'] },
  tickets_refunded: { may: ['shop', 'order', 'amount'], must: ['order'] },
  session_cancelled: { may: ['shop', 'session', 'date'], must: ['session', 'date'] },
  session_moved: { may: ['shop', 'session', 'date', 'newDate'], must: ['session', 'newDate'] },
};

/** Why a text does not fit a mail: a brace that begins or ends no placeholder of it, or one that is missing. */
export type WordsFault = { kind: 'unknown'; text: string } | { kind: 'missing'; placeholder: MailPlaceholder };

/** The first fault of a text; null when it fits. `part`: only an opening must name anything. */
export function wordsFault(kind: MailKind, part: 'opening' | 'closing', text: string): WordsFault | null {
  const { may, must } = placeholdersOf[kind];
  const known = new Set(may.map((name) => `{${name}}`));
  const strange = [...text.matchAll(/\{[^{}]*\}|[{}]/g)].find(([found]) => !known.has(found));
  if (strange !== undefined) return { kind: 'unknown', text: strange[0] };
  const missing = part === 'opening' ? must.find((name) => !text.includes(`{${name}}`)) : undefined;
  return missing === undefined ? null : { kind: 'missing', placeholder: missing };
}

/** A text with what its placeholders stand for. What is put in is not looked at again. */
export function fillIn(text: string, values: Partial<Record<MailPlaceholder, string>>): string {
  const known = new Map<string, string>(Object.entries(values));
  return text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => known.get(name) ?? whole);
}
