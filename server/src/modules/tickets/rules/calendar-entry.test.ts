import { payloads } from '../../../../test/free-text/payloads.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { describe, expect, test } from 'vitest';
import { calendarEntry, type CalendarInput } from './calendar-entry.ts';

const ticket = {
  id: '01999c1e-5d4a-7b6c-9e7f-001122334455',
  session: 'BKB19',
  summary: {
    sport: 'BKB',
    sportName: 'Basketball',
    title: 'Hommes ; groupe C, jeu 19 \\ « éliminatoires »\nBEGIN:VEVENT',
    venue: { code: 'PMA', name: 'Stade Pierre Mauroy', city: 'Villeneuve-d’Ascq' },
    startsAt: '2026-07-31T17:15:00.000Z',
    timezone: 'Europe/Paris',
  },
  doorsAt: '2026-07-31T15:45:00.000Z',
  category: 'A',
  offer: 'duo',
  offerName: 'Duo',
  places: 2,
  price: { cents: 9_000, currency: 'EUR' },
  status: 'valid',
  holder: 'Łukasz Nguyễn',
  orderCode: 'K7R9XM',
  entries: 0,
  issuedAt: '2026-06-30T22:05:00.000Z',
  usedAt: null,
  generation: 3,
} as Ticket;
const input: CalendarInput = {
  ticket,
  endsAt: '2026-07-31T19:15:00.000Z',
  position: { latitude: 50.611_9, longitude: 3.130_55 },
  url: 'https://shop.example/billets/01999c1e-5d4a-7b6c-9e7f-001122334455',
  nowMs: Date.parse('2026-07-01T08:00:00Z'),
};

/** Reads a calendar as RFC 5545 says: lines unfolded, values unescaped; components by name with their properties. */
function parse(text: string): { component: string; properties: Record<string, string> }[] {
  const components: { component: string; properties: Record<string, string> }[] = [];
  const open: typeof components = [];
  for (const line of text
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .slice(0, -1)) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/s.exec(line) ?? [];
    expect(name, line).not.toBe('');
    if (name === 'BEGIN') open.push({ component: value, properties: {} });
    else if (name === 'END') {
      const last = open.pop();
      expect(last?.component).toBe(value);
      if (last !== undefined) components.push(last);
    } else {
      const top = open.at(-1);
      expect(top?.properties, `${name} twice`).not.toHaveProperty(name);
      if (top !== undefined) {
        top.properties[name] = value.replace(/\\([\\;,nN])/g, (_, sign: string) =>
          sign.toLowerCase() === 'n' ? '\n' : sign,
        );
      }
    }
  }
  expect(open).toEqual([]);
  return components;
}

describe('a calendar entry', () => {
  test('is read back as it was meant, whatever the title holds', () => {
    const components = parse(calendarEntry(input, 'fr'));
    expect(components.map(({ component }) => component)).toEqual(['VALARM', 'VEVENT', 'VCALENDAR']);
    const [alarm, event, calendar] = components.map(({ properties }) => properties);
    expect(calendar).toMatchObject({ VERSION: '2.0', METHOD: 'PUBLISH' });
    expect(event).toEqual({
      UID: `${ticket.id}@og-tickets`,
      DTSTAMP: '20260701T080000Z',
      SEQUENCE: '2',
      DTSTART: '20260731T171500Z',
      DTEND: '20260731T191500Z',
      SUMMARY: `Basketball, ${ticket.summary.title}`,
      LOCATION: 'Stade Pierre Mauroy, Villeneuve-d’Ascq',
      GEO: '50.611900;3.130550',
      DESCRIPTION: [
        'Billet Duo, 2\u00a0places, catégorie A.',
        'Ouverture des portes à 17:45 (heure locale).',
        'Commande K7R9XM.',
        `Votre billet et son code\u202f: ${input.url}`,
      ].join('\n'),
      URL: input.url,
      STATUS: 'CONFIRMED',
      TRANSP: 'OPAQUE',
    });
    expect(alarm).toMatchObject({ ACTION: 'DISPLAY', TRIGGER: '-P1D' });
  });

  test('has the same lines whatever is written in its texts', () => {
    const usual = parse(calendarEntry(input, 'fr')).map(({ properties }) => Object.keys(properties));
    for (const text of [...payloads, 'x\r\nATTACH:http://evil.example', 'x\nEND:VEVENT']) {
      const summary = {
        ...ticket.summary,
        title: text,
        venue: { ...ticket.summary.venue, name: text },
      };
      const components = parse(calendarEntry({ ...input, ticket: { ...ticket, summary, offerName: text } }, 'fr'));
      expect([text, components.map(({ properties }) => Object.keys(properties))]).toEqual([text, usual]);
      const said = text.replaceAll(/\r\n|\u2028/g, '\n');
      expect(components[1]?.properties['SUMMARY']).toBe(`Basketball, ${said}`);
    }
  });

  test('speaks English', () => {
    const event = parse(calendarEntry(input, 'en'))[1]?.properties;
    expect(event?.['DESCRIPTION']).toMatch(
      /^Duo ticket, 2\u00a0places, category A\.\nDoors open at 17:45 \(local time\)/,
    );
  });

  test('has no line over 75 octets, ends each with CR LF, and breaks no letter', () => {
    const title = 'Épreuve éliminatoire œuvre 決勝 🤾 '.repeat(12);
    const text = calendarEntry({ ...input, ticket: { ...ticket, summary: { ...ticket.summary, title } } }, 'fr');
    expect(text.endsWith('\r\n')).toBe(true);
    const lines = text.split('\r\n');
    expect(lines.join('')).not.toMatch(/[\r\n]/);
    const sizes = lines.map((line) => Buffer.byteLength(line));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(75);
    expect(Math.max(...sizes)).toBeGreaterThan(70);
    expect(text).not.toContain('\ufffd');
    expect(parse(text)[1]?.properties['SUMMARY']).toBe(`Basketball, ${title}`);
  });

  test('without a known place has no GEO; a ticket that lets nobody in cancels it', () => {
    const refunded = { ...input, position: null, ticket: { ...ticket, status: 'refunded' as const } };
    const [event, calendar] = parse(calendarEntry(refunded, 'fr'));
    expect(event?.properties).toMatchObject({ STATUS: 'CANCELLED', UID: `${ticket.id}@og-tickets` });
    expect(event?.properties).not.toHaveProperty('GEO');
    expect(calendar?.component).toBe('VCALENDAR');
  });
});
