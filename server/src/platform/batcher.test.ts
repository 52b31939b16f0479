import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { Batcher, type BatcherOptions } from './batcher.ts';
import { isRefusal } from './http/refusal.ts';

interface Wish {
  id: number;
  row: string;
  owner: string;
  /** The work fails for every batch that it is in. */
  bad: boolean;
  left: boolean;
}

const seed = inject('seed');
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function wish(id: number, given: Partial<Wish> = {}): Wish {
  return { id, row: 'A', owner: `owner ${id}`, bad: false, left: false, ...given };
}

/** A batcher whose work takes some turns of the event loop and writes down what it was given. */
function watched(options: Partial<BatcherOptions<Wish, string>> = {}, turns = 2) {
  const batches: Wish[][] = [];
  const done: number[] = [];
  const mixes = options.isStuck !== undefined;
  let atWork: Wish[][] = [];
  const faults: string[] = [];
  const time = { ms: 0 };
  const batcher = new Batcher<Wish, string>({
    run: async (requests) => {
      batches.push([...requests]);
      const mine = [...requests];
      atWork = [...atWork, mine];
      const rows = new Set(requests.map((one) => one.row));
      if (!mixes && rows.size > 1) faults.push('two rows in one batch');
      const owners = atWork.flat().map(({ owner }) => owner);
      if (new Set(owners).size !== owners.length) faults.push('an owner twice at work');
      const beside = mixes ? atWork : atWork.filter((one) => one.some(({ row }) => rows.has(row)));
      if (beside.length > (options.maxAtWork ?? 2)) faults.push('too many batches at work');
      if (requests.some(({ left }) => left)) faults.push('work for somebody who left');
      for (let passed = 0; passed < turns; passed += 1) await turn();
      atWork = atWork.filter((one) => one !== mine);
      if (requests.some(({ bad }) => bad)) throw new Error('a bad one');
      done.push(...requests.map(({ id }) => id));
      return requests.map(({ id }) => `done ${id}`);
    },
    rowOf: ({ row }) => row,
    ownerOf: ({ owner }) => owner,
    hasLeft: ({ left }) => left,
    isWorthSplitting: () => true,
    nowMs: () => time.ms,
    ...options,
  });
  return { batcher, batches, done, faults, time };
}

describe('a batcher', () => {
  it('answers each request once, spares nobody but the bad, and forgets idle rows', async () => {
    const one = fc.record({
      row: fc.constantFrom('A', 'B'),
      owner: fc.integer({ min: 0, max: 12 }).map(String),
      bad: fc.nat({ max: 9 }).map((dice) => dice === 0),
      left: fc.nat({ max: 9 }).map((dice) => dice === 0),
      pause: fc.nat({ max: 2 }),
    });
    const property = fc.asyncProperty(
      fc.array(one, { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      async (list, maxBatch, maxAtWork, mixes) => {
        const mixing = mixes ? { isStuck: () => false } : {};
        const { batcher, batches, done, faults } = watched({ maxBatch, maxAtWork, ...mixing });
        const answers: Promise<string>[] = [];
        const wishes = list.map((given, id) => wish(id, given));
        for (const [id, given] of wishes.entries()) {
          const answer = batcher.submit(given).then(
            (said) => (isRefusal(said) ? said.code : said),
            (error: Error) => error.message,
          );
          answers.push(answer);
          for (let passed = 0; passed < (list[id]?.pause ?? 0); passed += 1) await turn();
        }
        const said = await Promise.all(answers);
        expect(said).toEqual(
          wishes.map(({ id, left, bad }) => (left ? 'overloaded' : bad ? 'a bad one' : `done ${id}`)),
        );
        expect(faults).toEqual([]);
        expect(batches.every((batch) => batch.length <= maxBatch)).toBe(true);
        expect(done.length).toBe(new Set(done).size);
        await turn();
        expect(batcher.figures()).toMatchObject({ rows: 0, waiting: 0, atWork: 0 });
      },
    );
    await fc.assert(property, { seed, numRuns: 200 });
  });

  it('serves who came first first, and each owner in order', async () => {
    const owners = fc.array(fc.integer({ min: 0, max: 4 }).map(String), { minLength: 1, maxLength: 60 });
    const property = fc.asyncProperty(owners, fc.integer({ min: 1, max: 8 }), async (list, maxBatch) => {
      const { batcher, done } = watched({ maxBatch, maxAtWork: 1 });
      await Promise.all(list.map((owner, id) => batcher.submit(wish(id, { owner }))));
      // One batch at a time: who came later went first only where an earlier one waited for another of its owner.
      for (const [at, id] of done.entries()) {
        const overtaken = done.slice(at + 1).filter((other) => other < id);
        for (const earlier of overtaken) {
          const before = done.slice(0, at).filter((other) => list[other] === list[earlier]);
          const together = done.slice(Math.max(0, at - maxBatch), at).filter((other) => list[other] === list[earlier]);
          expect(before.length > 0 && together.length > 0).toBe(true);
        }
      }
      for (const owner of new Set(list)) {
        const own = done.filter((id) => list[id] === owner);
        expect(own).toEqual(own.toSorted((one, other) => one - other));
      }
    });
    await fc.assert(property, { seed, numRuns: 200 });
  });

  it('begins at once when nobody is at work, then takes all who came meanwhile', async () => {
    const { batcher, batches } = watched({ maxAtWork: 1 }, 5);
    const first = batcher.submit(wish(0));
    await turn();
    expect(batches.map((batch) => batch.length)).toEqual([1]);
    const others = Array.from({ length: 20 }, (_, index) => batcher.submit(wish(index + 1)));
    await Promise.all([first, ...others]);
    expect(batches.map((batch) => batch.length)).toEqual([1, 20]);
    expect(batcher.figures()).toMatchObject({ batches: 2, requests: 21, largestBatch: 20 });
  });

  it('tries the halves of a batch that failed, so that one bad request fails alone', async () => {
    const { batcher, batches, done } = watched();
    const wishes = Array.from({ length: 64 }, (_, id) => wish(id, { bad: id === 37 }));
    const said = await Promise.allSettled(wishes.map((one) => batcher.submit(one)));
    expect(said.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(done.length).toBe(63);
    expect(batches.length).toBeLessThanOrEqual(1 + 2 * Math.log2(64));
  });

  it('begins a second batch where rows mix once as many wait as are at work, or it takes long', async () => {
    const ends: (() => void)[] = [];
    const sizes: number[] = [];
    const { batcher } = watched({
      isStuck: () => false,
      run: async (requests) => {
        sizes.push(requests.length);
        await new Promise<void>((resolve) => ends.push(resolve));
        return requests.map(({ id }) => `done ${id}`);
      },
    });
    const ask = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => batcher.submit(wish(from + index)));
    const answers = ask(0, 4);
    await turn();
    answers.push(...ask(4, 3));
    await turn();
    expect(sizes).toEqual([4]);
    answers.push(...ask(7, 1));
    await turn();
    expect(sizes).toEqual([4, 4]);
    ends[0]?.();
    await answers[0];
    answers.push(...ask(8, 1));
    await turn();
    expect(sizes).toEqual([4, 4]);
    // The one at work does not end: nobody waits for more than a moment behind it.
    await expect.poll(() => sizes).toEqual([4, 4, 1]);
    for (const end of ends) end();
    expect(await Promise.all(answers)).toEqual(answers.map((_, id) => `done ${id}`));
  });

  it('begins a third batch where rows mix once as many wait as are in one of those at work', async () => {
    const ends: (() => void)[] = [];
    const sizes: number[] = [];
    const { batcher } = watched({
      isStuck: () => false,
      maxAtWork: 3,
      run: async (requests) => {
        sizes.push(requests.length);
        await new Promise<void>((resolve) => ends.push(resolve));
        return requests.map(({ id }) => `done ${id}`);
      },
    });
    const answers: Promise<unknown>[] = [];
    for (const [count, begun] of [
      [4, [4]],
      [6, [4, 6]],
      [5, [4, 6, 5]],
      // Three are at work: no other begins, however many wait.
      [99, [4, 6, 5]],
    ] as const) {
      const from = answers.length;
      for (let more = 0; more < count; more += 1) answers.push(batcher.submit(wish(from + more)));
      await turn();
      expect(sizes).toEqual(begun);
    }
    ends[0]?.();
    await answers[0];
    await expect.poll(() => sizes).toEqual([4, 6, 5, 99]);
    for (const end of ends) end();
    expect(await Promise.all(answers)).toEqual(answers.map((_, id) => `done ${id}`));
  });

  it('takes an equal share of each row that waits, then what else fits', async () => {
    const { batcher, batches } = watched({ maxBatch: 8, maxAtWork: 1, isStuck: () => false }, 5);
    const rows = ['A', ...Array.from({ length: 20 }, () => 'A'), 'B', 'B', 'C'];
    const first = batcher.submit(wish(0));
    await turn();
    await Promise.all([first, ...rows.slice(1).map((row, index) => batcher.submit(wish(index + 1, { row })))]);
    const second = batches[1]?.map(({ row, id }) => `${row}${id}`);
    expect(second).toEqual(['A1', 'A2', 'B21', 'B22', 'C23', 'A3', 'A4', 'A5']);
  });

  it('lets a row that is stuck keep nobody else waiting, and keeps the order in each', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const done: string[] = [];
    const { batcher } = watched({
      isStuck: (error) => error instanceof Error && error.message === 'stuck',
      run: async (requests) => {
        const rows = new Set(requests.map(({ row }) => row));
        await turn();
        if (rows.has('S') && rows.size > 1) throw new Error('stuck');
        if (rows.has('S')) await held;
        done.push(...requests.map(({ row, id }) => `${row}${id}`));
        return requests.map(({ id }) => `done ${id}`);
      },
    });
    const rows = ['A', 'S', 'B', 'A', 'S', 'C'];
    const answers = rows.map((row, id) => batcher.submit(wish(id, { row })));
    await Promise.all(answers.filter((_, id) => rows[id] !== 'S'));
    const later = ['A', 'B', 'S', 'D'].map((row, index) => batcher.submit(wish(10 + index, { row })));
    await Promise.all(later.filter((_, index) => index !== 2));
    expect(done.filter((one) => one.startsWith('S'))).toEqual([]);
    expect(done.filter((one) => one.startsWith('A'))).toEqual(['A0', 'A3', 'A10']);
    release();
    await Promise.all([...answers, ...later]);
    expect(done.filter((one) => one.startsWith('S'))).toEqual(['S1', 'S4', 'S12']);
    await turn();
    expect(batcher.figures()).toMatchObject({ rows: 0, waiting: 0, atWork: 0, stuck: 1 });
  });

  it('tries nothing again when the database is away', async () => {
    const { batcher, batches } = watched({ isWorthSplitting: () => false });
    const said = await Promise.allSettled([0, 1, 2, 3].map((id) => batcher.submit(wish(id, { bad: id === 2 }))));
    expect(said.every(({ status }) => status === 'rejected')).toBe(true);
    expect(batches).toHaveLength(1);
  });

  it('refuses who comes when two seconds of work wait, and says when to come again', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { batcher } = watched({
      run: async (requests) => {
        await held;
        return requests.map(({ id }) => `done ${id}`);
      },
    });
    const answers = Array.from({ length: 6_000 }, (_, id) => batcher.submit(wish(id)));
    const refused = await Promise.race(answers.slice(-1));
    expect(isRefusal(refused) && [refused.code, refused.retryAfterSeconds]).toEqual(['overloaded', 1]);
    expect(batcher.figures().refused).toBeGreaterThan(1_000);
    release();
    const said = await Promise.all(answers);
    expect(said.filter((one) => one === undefined)).toEqual([]);
  });

  it('keeps nobody waiting for longer than their patience', async () => {
    const { batcher, time, batches } = watched({ maxAtWork: 1, maxBatch: 1 }, 5);
    const first = batcher.submit(wish(0));
    const second = batcher.submit(wish(1));
    await turn();
    time.ms += 6_000;
    expect(await first).toBe('done 0');
    const late = await second;
    expect(isRefusal(late) && late.code).toBe('overloaded');
    expect(batches.flat().map(({ id }) => id)).toEqual([0]);
  });

  it('says so when its work gives too few answers', async () => {
    const { batcher } = watched({ run: async () => [], isWorthSplitting: () => false });
    await expect(batcher.submit(wish(0))).rejects.toThrow('0 answers to 1 requests');
  });
});
