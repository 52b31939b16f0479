import { StartupError } from '../../startup-error.ts';

/** What a backup is a row of: JSON that says something, or bytes that belong to what was said before. */
export type Record = { kind: 'json'; value: unknown } | { kind: 'bytes'; bytes: Buffer };

const kinds = { json: 1, bytes: 2 } as const;
const headBytes = 5;
/** PostgreSQL sends a row in one piece, and a row may be a large file. */
const recordBytesMax = 1024 * 1024 * 1024;

/** A record as it stands in the file: its kind, its length, itself. */
export function writeRecord(record: Record): Buffer {
  const body = record.kind === 'json' ? Buffer.from(JSON.stringify(record.value), 'utf8') : record.bytes;
  const head = Buffer.alloc(headBytes);
  head[0] = kinds[record.kind];
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** Reads records from bytes that come in pieces of any size. Throws a StartupError for what is none. */
export async function* readRecords(source: AsyncIterable<Buffer>): AsyncGenerator<Record> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  let wanted = headBytes;
  for await (const piece of source) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < wanted) continue;
    let all = Buffer.concat(waiting);
    for (;;) {
      wanted = all.length < headBytes ? headBytes : headBytes + all.readUInt32BE(1);
      if (wanted > recordBytesMax) throw new StartupError('The backup holds a record that is larger than any.');
      if (all.length < wanted || all.length < headBytes) break;
      yield recordOf(all[0] ?? 0, all.subarray(headBytes, wanted));
      all = all.subarray(wanted);
    }
    waiting = [all];
    bytes = all.length;
  }
  if (bytes > 0) throw new StartupError('The backup ends within a record.');
}

function recordOf(kind: number, body: Buffer): Record {
  if (kind === kinds.bytes) return { kind: 'bytes', bytes: body };
  if (kind === kinds.json) return { kind: 'json', value: JSON.parse(body.toString('utf8')) };
  throw new StartupError('The backup holds a record of a kind that this version does not know.');
}
