import { sql } from 'kysely';
import type { MadeSession } from './factory.ts';
import type { TestShop } from './harness.ts';
import type { ShownMail } from './mails.ts';

/** Moves the doors of a session: minutes from now. */
export async function moveDoors({ db }: TestShop, { id }: MadeSession, minutes: number): Promise<void> {
  await sql`UPDATE catalog.sessions SET doors_at = now() + make_interval(mins => ${minutes}) WHERE id = ${id}`.execute(
    db,
  );
}

/** Lets the time of every offer of a ticket be over. */
export async function endOffers({ db }: TestShop, ticketId: string): Promise<void> {
  await sql`UPDATE tickets.transfers SET expires_at = now() - interval '1 second' WHERE ticket_id = ${ticketId}`.execute(
    db,
  );
}

/** The newest mail to an address with such a subject, once it is there. */
export function mailAbout(shop: TestShop, email: string, subject: RegExp): Promise<ShownMail> {
  return shop.make.until(async () => {
    const { body } = await shop.client().get<ShownMail[]>('//dev/mailbox.json');
    return body.find((mail) => mail.to === email && subject.test(mail.subject)) ?? null;
  }, `a mail to ${email}`);
}
