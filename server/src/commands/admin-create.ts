import { createInterface } from 'node:readline';
import { register } from '@og-tickets/contract/accounts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { createAdmin } from '../modules/accounts/index.ts';
import { deliver, passwordResetMail } from '../modules/notices/index.ts';
import { isRefusal } from '../platform/http/refusal.ts';
import { compileSchema } from '../platform/http/validation.ts';
import { StartupError } from '../platform/startup-error.ts';
import { type CommandShop, runCommand } from './support/run-command.ts';

/** Asks until an answer is what a registration would take; without a person at the keyboard a wrong one ends it. */
async function ask(
  lines: AsyncIterator<string>,
  question: string,
  field: 'email' | 'firstName' | 'lastName',
): Promise<string> {
  const schema = register.body.properties[field];
  const isValid = compileSchema({ schema, method: 'POST', url: '', httpPart: 'body' });
  for (;;) {
    process.stdout.write(`${question}: `);
    const line = await lines.next();
    const answer = line.done === true ? '' : line.value.trim();
    if (isValid(answer) === true) return answer;
    if (line.done === true || !process.stdin.isTTY)
      throw new StartupError(`This is not a valid ${field}: ${answer || 'nothing'}.`);
    process.stdout.write('This is not valid. Once more.\n');
  }
}

/** Sends the link where mails are sent, else prints it, once. */
async function handOver(shop: CommandShop, email: string, token: string): Promise<void> {
  const { config, say } = shop;
  const origin = config.publicUrl ?? `http://localhost:${config.port}`;
  const link = `${origin}/mot-de-passe#token=${token}`;
  const until = `It works once, within ${limits.passwordResetMinutes} minutes; afterwards "Mot de passe oublié" gives another.`;
  if (config.smtp === null) {
    say(`The account is made. Choose its password here, or hand this link to ${email}; it is shown only now:`);
    say(link);
    say(until);
    return;
  }
  await deliver(shop, passwordResetMail({ to: email, locale: 'fr', origin, token }));
  say(`The account is made. A link to choose its password was sent to ${email}.`);
  say(until);
}

/** Makes an admin: npm run admin:create. There is no default password. */
await runCommand(async (shop) => {
  const input = createInterface({ input: process.stdin });
  // Lines that come before they are asked for, as from a pipe, wait their turn.
  const lines = input[Symbol.asyncIterator]();
  try {
    const email = await ask(lines, 'E-mail address', 'email');
    const firstName = await ask(lines, 'First name', 'firstName');
    const lastName = await ask(lines, 'Last name', 'lastName');
    const made = await createAdmin(shop, { email, firstName, lastName, locale: 'fr' });
    if (isRefusal(made)) throw new StartupError(`The account of ${email} is disabled; nothing was changed.`);
    if (made.kind === 'promoted') shop.say(`${email} had an account, which is an admin's now. Its password stays.`);
    else await handOver(shop, email, made.token);
    return 0;
  } finally {
    input.close();
  }
});
