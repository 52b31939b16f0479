import { expect, test } from 'vitest';
import { isRefusal } from './refusal.ts';
import { StateStream, StateStreams } from './state-streams.ts';

const never = (): void => undefined;

function opened(streams: StateStreams, address: string, onClose = never): StateStream {
  const stream = streams.open(address, onClose);
  if (isRefusal(stream)) throw new Error(`refused: ${stream.code}`);
  return stream;
}

function codeOf(streams: StateStreams, address: string): string {
  const answer = streams.open(address, never);
  return isRefusal(answer) ? answer.code : 'opened';
}

test('so many for an address, so many in all, and those that ended count no more', async () => {
  const streams = new StateStreams({ perProcess: 3, perAddress: 2 });
  const [first] = [opened(streams, 'one'), opened(streams, 'one')];
  expect(codeOf(streams, 'one')).toBe('rate_limited');
  expect(codeOf(streams, 'two')).toBe('opened');
  expect(codeOf(streams, 'three')).toBe('overloaded');
  const closed = new Promise((resolve) => first.once('close', resolve));
  first.destroy();
  await closed;
  expect(streams.size).toBe(2);
  expect(codeOf(streams, 'one')).toBe('opened');
});

test('a slow reader gets what is true now, not what was true meanwhile', async () => {
  const stream = new StateStream();
  for (let at = 1; at <= 100; at += 1) stream.show('n', String(at));
  stream.finish();
  let text = '';
  for await (const part of stream) text += String(part);
  expect(text).toBe('event: n\ndata: 100\n\n');
});

test('a reader who takes nothing is given up, one who reads is kept', async () => {
  const [asleep, awake] = [new StateStream({ highWaterMark: 1 }), new StateStream()];
  awake.resume();
  asleep.show('n', '1');
  for (let beat = 0; beat < 5; beat += 1) {
    asleep.beat();
    awake.beat();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([asleep.destroyed, awake.destroyed]).toEqual([true, false]);
  awake.destroy();
});

test('closed, it ends what is open and opens nothing', async () => {
  const streams = new StateStreams();
  let ended = 0;
  const stream = opened(streams, 'one', () => {
    ended += 1;
  });
  stream.resume();
  const end = new Promise((resolve) => stream.once('close', resolve));
  streams.close();
  await end;
  expect([streams.size, ended, codeOf(streams, 'one')]).toEqual([0, 1, 'overloaded']);
});
