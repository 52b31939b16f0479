import type { FastifyInstance } from 'fastify';

/** The file asks to be read again after this long (RFC 9116, 2.5.5: less than a year). */
const validMs = 180 * 86_400_000;

/** Says where to tell of a weakness, as RFC 9116 has it. `contact`: a `mailto:` or `https:` address. */
export function addSecurityTxt(
  server: FastifyInstance,
  { contact, origin, nowMs }: { contact: string; origin: () => string; nowMs: () => number },
): void {
  server.get('/.well-known/security.txt', async (_request, answer) => {
    const lines = [
      `Contact: ${contact}`,
      `Expires: ${new Date(nowMs() + validMs).toISOString()}`,
      'Preferred-Languages: fr, en',
      `Canonical: ${origin()}/.well-known/security.txt`,
    ];
    return answer.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`);
  });
}
