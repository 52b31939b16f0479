/** A browser's EventSource, as far as a test needs one. */
export interface EventReader {
  headers: Headers;
  /** What the server asks a browser to wait before it comes back. */
  retryMs: number;
  /** The next event; waits for it. Rejects when the stream ends. */
  next(): Promise<{ event: string; data: string }>;
  /** Events that came and were not asked for yet. */
  waiting(): number;
  close(): void;
}

interface Asking {
  resolve(event: { event: string; data: string }): void;
  reject(error: Error): void;
}

/** Opens a stream of server-sent events. Throws when the server refuses it. */
export async function openEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const abort = new AbortController();
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: abort.signal });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new Error(`no stream: ${response.status}`);
  }
  const came: { event: string; data: string }[] = [];
  const asking: Asking[] = [];
  let ended = false;
  const reader: EventReader = {
    headers: response.headers,
    retryMs: 0,
    next: () => {
      const first = came.shift();
      if (first !== undefined) return Promise.resolve(first);
      if (ended) return Promise.reject(new Error('the stream ended'));
      return new Promise((resolve, reject) => asking.push({ resolve, reject }));
    },
    waiting: () => came.length,
    close: () => abort.abort(),
  };
  const body = response.body.pipeThrough(new TextDecoderStream());
  void read(body, (frame) => {
    const field = (name: string): string | undefined =>
      frame
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    reader.retryMs = Number(field('retry') ?? reader.retryMs);
    const [event, data] = [field('event'), field('data')];
    if (event === undefined || data === undefined) return;
    const next = asking.shift();
    if (next === undefined) came.push({ event, data });
    else next.resolve({ event, data });
  }).finally(() => {
    ended = true;
    for (const one of asking) one.reject(new Error('the stream ended'));
  });
  return reader;
}

async function read(body: ReadableStream<string>, onFrame: (frame: string) => void): Promise<void> {
  let text = '';
  try {
    for await (const part of body) {
      text += part;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        onFrame(text.slice(0, end));
        text = text.slice(end + 2);
      }
    }
  } catch {
    // Closed by the reader, or cut off: the stream ended either way.
  }
}
