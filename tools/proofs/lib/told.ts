import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a process that was forked; fails when it ends first. */
export async function told<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const [message] = await Promise.race([
    once(child, 'message', { signal: ended.signal }),
    once(child, 'exit', { signal: ended.signal }).then(() => Promise.reject(new Error('a process of the check ended'))),
  ]);
  ended.abort();
  return message;
}
