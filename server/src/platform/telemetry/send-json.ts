/** A receiver that does not answer within this time has not got it. */
const patienceMs = 5_000;

/**
 * Posts text to an address of the configuration. A redirect is not followed: the address is the operator's, and nobody else
 * may choose one. Throws when it was not taken.
 */
export async function sendText(url: URL, text: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    body: text,
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`${url.host} answered ${answer.status}`);
}
