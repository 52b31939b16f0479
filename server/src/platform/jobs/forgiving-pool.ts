import type pg from 'pg';

type Done = (release?: unknown) => void;
type Taker = (error: Error | undefined, client: pg.PoolClient | undefined, done: Done) => void;

/**
 * The same pool for the queue's library, which gives its listening connection back twice when the database goes away in the
 * moment in which it stops listening (graphile-worker 0.18.0). The pool answers that with an error that nobody waits for, and
 * the process would end of it.
 */
export function forgivingPool(pool: pg.Pool): pg.Pool {
  const connect = (taker?: Taker): Promise<pg.PoolClient> | void => {
    if (taker === undefined) return pool.connect();
    pool.connect((error, client, done) => taker(error, client, once(done)));
  };
  return new Proxy(pool, {
    get: (target, name) => {
      if (name === 'connect') return connect;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function once(done: Done): Done {
  let isDone = false;
  return (release) => {
    if (isDone) return;
    isDone = true;
    done(release);
  };
}
