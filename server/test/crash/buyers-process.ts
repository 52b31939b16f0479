import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What a call of a buyer is about. */
export type Step = 'login' | 'cart' | 'order' | 'charge' | 'pay';

/** One line of what the buyers say. */
export type Said = { said: 'ordered' | 'paid'; code: string } | { said: 'cut'; step: Step };

/** What the buyers start with. */
export interface Given {
  url: string;
  sessions: string[];
  accounts: { email: string; password: string }[];
  atOnce: number;
}

/** The process with the buyers, one after the other, and all that they were told. */
export class Buyers {
  readonly ordered = new Set<string>();
  readonly paid = new Set<string>();
  /** Calls that were at work when the server was killed. */
  readonly cutOff: Partial<Record<Step, number>> = {};
  #child: ChildProcess | null = null;

  start(given: Given): void {
    const child = spawn(process.execPath, [fileURLToPath(new URL('buyers.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { OG_TEST_BUYERS: JSON.stringify(given) },
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said: Said = JSON.parse(line);
      if (said.said === 'cut') this.cutOff[said.step] = (this.cutOff[said.step] ?? 0) + 1;
      else this[said.said].add(said.code);
    });
  }

  /** Waits until one more of them has paid. */
  async onePaid(): Promise<void> {
    const before = this.paid.size;
    while (this.paid.size === before && this.#child?.exitCode === null) await pause(50);
  }

  /** Lets them go in the middle of what they do. */
  end(): Promise<void> {
    return this.#stop('SIGTERM');
  }

  kill(): Promise<void> {
    return this.#stop('SIGKILL');
  }

  async #stop(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null) return;
    if (child.exitCode !== null)
      throw new Error('the buyers ran out of accounts: what followed killed nobody in a purchase');
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }
}
