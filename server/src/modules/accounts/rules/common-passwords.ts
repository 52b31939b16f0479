/*
 * Passwords of 12 characters and more that guessers try first. This list is ours and short, built from the habits that
 * every published collection of leaked passwords shows: a known word with a number or a year behind it, words twice,
 * walks over the keyboard. It stops the careless, not a guesser with millions of tries; hashing and rate limits do that.
 */

/** Shorter ones are refused by the contract. */
const minCharacters = 12;

const words = (
  'password passw0rd p@ssw0rd motdepasse monmotdepasse mypassword contraseña passwort azerty azertyuiop qwerty qwertyuiop ' +
  'qwertz qwertzuiop asdfghjkl qsdfghjklm zxcvbnm wxcvbn iloveyou jetaime bonjour hello welcome bienvenue letmein ' +
  'changeme changemoi secret admin administrator administrateur root login user guest test demo sunshine soleil ' +
  'princess princesse dragon monkey shadow master superman batman starwars pokemon naruto doudou loulou chouchou ' +
  'football basketball baseball rugby handball marseille paris lyon france london england liverpool arsenal chelsea ' +
  'barcelona juventus realmadrid michael jennifer jessica thomas nicolas julien camille charlie freedom whatever ' +
  'trustno1 summer winter autumn spring ete hiver automne printemps janvier fevrier juin juillet aout decembre ' +
  'january june july august december monday vendredi friday samedi chocolat chocolate ticket tickets billet billets ' +
  'billetterie ogtickets concert champion internet ordinateur computer samsung google facebook abc abcd abc123 q1w2e3r4'
).split(' ');

const known = (
  'passwordpassword thisisapassword thisismypassword ilovemypassword correcthorsebatterystaple jesuislemeilleur ' +
  'jetaimemonamour monamourpourtoi iloveyouforever manchesterunited parissaintgermain liverpoolfc1892 ' +
  'unitedstates startrek1701 blink182blink thecakeisalie letmeinplease opensesame123 sesameouvretoi changeme2024'
).split(' ');

/** Paths of a finger over the keys, French and English. */
const walks = [
  '1234567890',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  '1234567890azertyuiop',
  '1234567890qwertyuiop',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '1a2z3e4r5t6y7u8i9o0p',
  'a1z2e3r4t5y6u7i8o9p0',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1aqw2zsx3edc4rfv5tgb6yhn7ujm',
  'aqwzsxedcrfvtgbyhnujikolpm',
];

const years = Array.from({ length: 91 }, (_, index) => String(1940 + index));
const endings = [
  ...(
    '0 1 2 7 01 02 10 11 12 13 21 22 23 42 69 75 77 88 93 99 007 000 100 111 123 321 456 666 777 789 987 999 ' +
    '0000 1111 1234 4321 9876 12345 54321 123123 123456 654321 1234567 12345678 123456789 1234567890 azerty qwerty abc abc123'
  ).split(' '),
  ...years,
];

function reversed(text: string): string {
  return Array.from(text).toReversed().join('');
}

/** Every stretch of a walk from any key on, both ways; the row of digits also round and round. */
function stretches(walk: string): string[] {
  const path = walk.length <= 10 ? walk.repeat(3) : walk;
  const found: string[] = [];
  for (let from = 0; from + minCharacters <= path.length; from += 1) {
    for (let to = from + minCharacters; to <= path.length; to += 1) found.push(path.slice(from, to));
  }
  return [...found, ...found.map(reversed)];
}

function build(): Set<string> {
  const doubled = words.flatMap((word) => [word + word, word + word + word]);
  const paired = words.slice(0, 40).flatMap((first) => words.slice(0, 40).map((second) => first + second));
  const ended = words.flatMap((word) => endings.flatMap((ending) => [word + ending, ending + word]));
  const all = [...known, ...words, ...doubled, ...paired, ...ended, ...walks.flatMap(stretches)];
  // Up to two signs that only pad a password to its length are gone from the bare form.
  return new Set(all.map(bare).filter((password) => password.length >= minCharacters - 2));
}

/** What stays of a password when habits are taken off: case, spaces, and signs that are there to satisfy a rule. */
function bare(password: string): string {
  return password
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]/gu, '');
}

/** One to four characters over and over, or characters that follow each other, such as `abcdefghijkl`. */
function isPattern(text: string): boolean {
  if (/^(.{1,4}?)\1{2,}.{0,3}$/su.test(text)) return true;
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return Math.abs(step) === 1 && codes.every((code, index) => index === 0 || code - (codes[index - 1] ?? 0) === step);
}

const common = build();

/** How many different passwords the list holds. */
export const commonPasswordCount = common.size;

/** Who chooses the password: guessers know these too. */
export interface Chooser {
  email: string;
  firstName: string;
  lastName: string;
}

function isPersonal(text: string, { email, firstName, lastName }: Chooser): boolean {
  const core = text.replaceAll('@', '').replace(/^\d+|\d+$/g, '');
  const [local = ''] = email.split('@');
  const own = [email, local, firstName, lastName, firstName + lastName, lastName + firstName]
    .map((part) =>
      bare(part)
        .replaceAll('@', '')
        .replace(/^\d+|\d+$/g, ''),
    )
    .filter((part) => part !== '');
  return own.some((part) => core === part || core === part + part);
}

/** True for a password that is among the first that anybody would guess. Case, spaces and signs make no difference. */
export function isCommonPassword(password: string, chooser: Chooser): boolean {
  const text = bare(password);
  const withoutSigns = text.replaceAll('@', 'a');
  return (
    common.has(text) || common.has(withoutSigns) || isPattern(password) || isPattern(text) || isPersonal(text, chooser)
  );
}
