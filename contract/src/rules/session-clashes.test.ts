import { describe, expect, it } from 'vitest';
import { type DatedSession, sessionClashes } from './session-clashes.ts';

const bercy = { latitude: 48.8386, longitude: 2.3785 };
const champDeMars = { latitude: 48.8561, longitude: 2.2978 };
const lille = { latitude: 50.6119, longitude: 3.1305 };
const teahupoo = { latitude: -17.8469, longitude: -149.2671 };

function session(code: string, from: string, to: string, where: DatedSession['position'], venue = code): DatedSession {
  const at = (hour: string) => `2027-07-27T${hour}:00.000Z`;
  return { code, startsAt: at(from), endsAt: at(to), venue: { code: venue }, position: where };
}

describe('sessions that clash', () => {
  it('overlap, whatever their order in the cart', () => {
    const [early, late] = [session('A', '10:00', '12:00', bercy), session('B', '11:59', '13:00', bercy)];
    expect(sessionClashes([late, early])).toEqual([{ kind: 'overlap', codes: ['A', 'B'] }]);
  });

  it('leave no time for the way across a city', () => {
    const [clash] = sessionClashes([
      session('A', '10:00', '12:00', bercy),
      session('B', '12:30', '14:00', champDeMars),
    ]);
    expect(clash).toMatchObject({ kind: 'travel', codes: ['A', 'B'], gapMinutes: 30, km: 8 });
    expect(clash?.kind === 'travel' && clash.travelMinutes).toBe(50);
  });

  it('leave no time between cities, or oceans', () => {
    const afternoon = session('B', '13:30', '15:00', lille);
    expect(sessionClashes([session('A', '10:00', '12:00', bercy), afternoon])).toHaveLength(1);
    expect(sessionClashes([session('A', '06:00', '09:00', bercy), afternoon])).toEqual([]);
    expect(
      sessionClashes([session('A', '06:00', '09:00', bercy), session('B', '20:00', '22:00', teahupoo)]),
    ).toHaveLength(1);
  });

  it('are taken to be an hour apart where a venue has no position', () => {
    const known = session('A', '10:00', '12:00', bercy);
    expect(sessionClashes([known, session('B', '12:59', '14:00', null)])).toMatchObject([
      { travelMinutes: 60, km: null },
    ]);
    expect(sessionClashes([known, session('B', '13:00', '14:00', null)])).toEqual([]);
  });
});

describe('sessions that do not clash', () => {
  it('follow each other at one venue', () => {
    const hall = (code: string, from: string, to: string) => session(code, from, to, null, 'HALL');
    expect(sessionClashes([hall('A', '10:00', '12:00'), hall('B', '12:00', '14:00')])).toEqual([]);
  });

  it('are one, or none', () => {
    expect(sessionClashes([session('A', '10:00', '12:00', bercy)])).toEqual([]);
    expect(sessionClashes([])).toEqual([]);
  });
});
