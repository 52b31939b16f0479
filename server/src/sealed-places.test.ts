import { expect, test } from 'vitest';
import { openBuyer, sealBuyer } from './modules/accounting/buyers.ts';
import * as accounts from './modules/accounts/personal-data.ts';
import { openMail, openMailFile, sealMail } from './modules/notices/sealed-mail.ts';
import * as tickets from './modules/tickets/personal-data.ts';
import { randomBytes, uuidv7 } from './platform/keys/random.ts';
import { open, type SealScope, SealError, seal } from './platform/keys/seal.ts';

const keys = {
  encryption: { currentId: 1, keys: new Map([[1, randomBytes(32)]]) },
  emailIndex: { currentId: 1, keys: new Map([[1, randomBytes(32)]]) },
};
const rows = Array.from({ length: 20 }, () => uuidv7());

/** Every column that is sealed under the data key of an account: how it is written and read. */
type Column = [seal: (key: Buffer, row: string) => string, open: (key: Buffer, row: string, sealed: string) => string];
const columns: Readonly<Record<string, Column>> = {
  email: [
    (key, row) => accounts.sealEmail(key, row, 'Ana'),
    (key, id, sealed) => {
      const data_key_sealed = seal(keys, 'data', id, key);
      const names = accounts.sealNames(keys, key, id, { firstName: '', lastName: '' });
      return accounts.openPerson(keys, { id, data_key_sealed, email_sealed: sealed, ...names }).email;
    },
  ],
  registration: [
    (key, id) => accounts.sealRegistration(key, id, { firstName: 'Ana', lastName: '' }).first_name_sealed,
    (key, id, sealed) => {
      const { last_name_sealed } = accounts.sealRegistration(key, id, { firstName: '', lastName: '' });
      return accounts.openRegistration(key, { id, first_name_sealed: sealed, last_name_sealed }).firstName;
    },
  ],
  oldEmail: [
    (key, row) => accounts.sealChangedEmail(key, row, 'old', 'Ana'),
    (key, row, sealed) => accounts.openChangedEmail(key, row, 'old', sealed),
  ],
  newEmail: [
    (key, row) => accounts.sealChangedEmail(key, row, 'new', 'Ana'),
    (key, row, sealed) => accounts.openChangedEmail(key, row, 'new', sealed),
  ],
  passkey: [(key, row) => accounts.sealPasskeyName(key, row, 'Ana'), accounts.openPasskeyName],
  holders: [
    (key, row) => tickets.sealHolders(key, row, ['Ana']) ?? '',
    (key, id, sealed) => tickets.openHolders(key, { id, holders_sealed: sealed }).join(),
  ],
  receiver: [(key, row) => tickets.sealReceiver(key, row, 'Ana'), tickets.openReceiver],
  file: [
    (key, row) => tickets.sealFile(key, row, Buffer.from('Ana')).toString('base64'),
    (key, row, sealed) => tickets.openFile(key, row, Buffer.from(sealed, 'base64')).toString(),
  ],
};

test('no text opens in another row, column or under another key', () => {
  const key = randomBytes(32);
  let moves = 0;
  for (const [from, [sealColumn]] of Object.entries(columns)) {
    for (const [i, row] of rows.entries()) {
      const sealed = sealColumn(key, row);
      for (const [to, [, openColumn]] of Object.entries(columns)) {
        const other = rows[(i + 1) % rows.length] ?? '';
        if (to === from) expect(openColumn(key, row, sealed)).toBe('Ana');
        else expect(() => openColumn(key, row, sealed), `${from} as ${to}`).toThrow(SealError);
        expect(() => openColumn(key, other, sealed), `${from} as ${to} of another row`).toThrow(SealError);
        expect(() => openColumn(randomBytes(32), row, sealed)).toThrow(SealError);
        moves += 2;
      }
    }
  }
  expect(moves).toBe(8 * 8 * rows.length * 2);
});

test('buyers and mails open with their own key, in their own row', () => {
  const [one = '', two = ''] = rows;
  const [ana, bo] = [
    sealBuyer(keys, one, { name: 'Ana', email: 'a' }),
    sealBuyer(keys, two, { name: 'Bo', email: 'b' }),
  ];
  expect(openBuyer(keys, ana)).toEqual({ name: 'Ana', email: 'a' });
  for (const moved of [
    { ...ana, id: two },
    { ...ana, buyer_sealed: bo.buyer_sealed },
    { ...ana, key_sealed: bo.key_sealed },
    { ...bo, id: one },
  ]) {
    expect(() => openBuyer(keys, moved)).toThrow(SealError);
  }
  const said = { to: 'a', subject: 's', text: 't', html: 'h' };
  const attachments = ['x', 'y'].map((text) => ({ name: text, type: 'text/plain', content: Buffer.from(text) }));
  const [first, second] = [sealMail(keys, { ...said, attachments }), sealMail(keys, said)];
  expect(openMail(keys, first.mail)).toEqual(said);
  expect(() => openMail(keys, { ...first.mail, mail_sealed: second.mail.mail_sealed })).toThrow(SealError);
  expect(() => openMail(keys, { ...first.mail, mail_id: second.mail.mail_id })).toThrow(SealError);
  const [x = Buffer.alloc(0), y = Buffer.alloc(0)] = first.files;
  expect(openMailFile(keys, { ...first.mail, position: 1, content_sealed: x }).toString()).toBe('x');
  expect(() => openMailFile(keys, { ...first.mail, position: 1, content_sealed: y })).toThrow(SealError);
  expect(() => openMailFile(keys, { ...second.mail, position: 1, content_sealed: x })).toThrow(SealError);
});

test('no stored key opens as one of another kind', () => {
  const [row = ''] = rows;
  const scopes: readonly SealScope[] = ['user', 'data', 'tick', 'totp', 'buyer', 'mail', 'jour'];
  for (const from of scopes) {
    const sealed = seal(keys, from, row, randomBytes(32));
    for (const to of scopes.filter((scope) => scope !== from)) {
      expect(() => open(keys, to, row, sealed)).toThrow(SealError);
    }
  }
});
