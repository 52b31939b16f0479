import type { CartLine } from '@og-tickets/contract/carts.ts';
import { money } from '@og-tickets/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { openShortfall, shortfallOf } from '../../shell/cart-shortfall.ts';
import { groupBySession, orderState } from './cart-lines.ts';

const AT = '2026-07-01T10:00:00Z';

function line(id: string, over: Partial<CartLine> = {}): CartLine {
  const venue = { code: 'CDM', name: 'Champ de Mars Arena', city: 'Paris' };
  const summary = { sport: 'JUD', sportName: 'Judo', title: 'Judo', venue, startsAt: AT, timezone: 'Europe/Paris' };
  const price = { unitPrice: money(5000), previousUnitPrice: null, amount: money(5000) };
  const what = { session: 'JUD01', category: 'A', offer: 'solo', offerName: 'Solo', quantity: 1, places: 1 };
  return { id, summary, ...what, ...price, state: 'held', holdExpiresAt: AT, cancellableUntil: null, ...over };
}

it('groups lines by session in the order they were added', () => {
  const lines = [line('1'), line('2', { session: 'BKB01' }), line('3')];
  const groups = groupBySession(lines).map((group) => [group.session, group.lines.map(({ id }) => id)]);
  expect(groups).toEqual([
    ['JUD01', ['1', '3']],
    ['BKB01', ['2']],
  ]);
});

describe('after a retake', () => {
  const expired = (id: string, quantity = 1) => line(id, { state: 'expired', holdExpiresAt: null, quantity });

  it('nothing is missing when every line is held again', () => {
    expect(shortfallOf([expired('1', 2)], [line('1', { quantity: 2 })])).toEqual({ lost: [], less: [] });
  });

  it('names the lines that hold nothing, whether they stay or not', () => {
    const before = [expired('1'), expired('2'), expired('3')];
    const after = [expired('1'), line('2', { state: 'unavailable' })];
    expect(shortfallOf(before, after).lost.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('says from how many to how many a line went', () => {
    const after = line('1', { quantity: 1 });
    expect(shortfallOf([expired('1', 3)], [after]).less).toEqual([{ line: after, before: 3 }]);
  });

  it('leaves alone what had not expired', () => {
    expect(shortfallOf([line('1'), line('2', { state: 'unavailable' })], [])).toEqual({ lost: [], less: [] });
  });
});

describe('a shortfall that was shown', () => {
  const lost = line('1', { state: 'expired', quantity: 2 });
  const less = { line: line('2', { quantity: 1 }), before: 3 };

  it('stays while its lines are as they were', () => {
    expect(openShortfall({ lost: [lost], less: [less] }, [lost, less.line])).toEqual({ lost: [lost], less: [less] });
  });

  it('goes line by line as these are held, changed or removed', () => {
    const held = line('1', { quantity: 1 });
    expect(openShortfall({ lost: [lost], less: [less] }, [held, less.line])).toEqual({ lost: [], less: [less] });
    expect(openShortfall({ lost: [lost], less: [less] }, [held, line('2', { quantity: 2 })])).toBeUndefined();
    expect(openShortfall({ lost: [lost], less: [] }, [])).toBeUndefined();
  });

  it('goes on saying that nothing was missing', () => {
    expect(openShortfall({ lost: [], less: [] }, [line('1')])).toEqual({ lost: [], less: [] });
  });
});

it('can be ordered only while every line is held', () => {
  expect(orderState({ lines: [line('1'), line('2')] })).toBe('ready');
  expect(orderState({ lines: [line('1'), line('2', { state: 'expired' })] })).toBe('blocked');
  expect(orderState({ lines: [line('1', { state: 'expired' })] })).toBe('nothing');
  expect(orderState({ lines: [] })).toBe('nothing');
});
