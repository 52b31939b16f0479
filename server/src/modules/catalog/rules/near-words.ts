/** A typed word of fewer characters has to be right: almost every word is near to it. */
const forgivenFrom = { one: 4, two: 7 };
/** A word this long may also be the beginning of a longer one. */
const beginningFrom = 5;
/** Of words that are as near as each other, so many are looked for. */
const nearMax = 3;

/** The folded words of a catalogue, and in how many sessions each stands. */
export type Vocabulary = ReadonlyMap<string, number>;

/** Counts the words of texts that are folded already. */
export function vocabularyOf(texts: Iterable<string>): Vocabulary {
  const words = new Map<string, number>();
  for (const text of texts) for (const word of text.split(' ')) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/**
 * The words of a vocabulary that a visitor may have meant, the most frequent first: one slip away (a letter too many, too few,
 * another or two exchanged), two for a long word. Empty when the word or a part of it is there as typed, and for one with
 * figures: a number that is nearly right is another number.
 */
export function nearWords(typed: string, vocabulary: Vocabulary): string[] {
  const slipsMax = typed.length >= forgivenFrom.two ? 2 : typed.length >= forgivenFrom.one ? 1 : 0;
  if (slipsMax === 0 || /\p{N}/u.test(typed)) return [];
  let least = slipsMax;
  let near: string[] = [];
  for (const word of vocabulary.keys()) {
    if (word.includes(typed)) return [];
    if (word.length < typed.length - slipsMax) continue;
    const slips = slipsTo(typed, word, least);
    if (slips > least) continue;
    if (slips < least) near = [];
    least = slips;
    near.push(word);
  }
  // The first letter is the one that people get right.
  const begun = near.filter((word) => word[0] === typed[0]);
  const often = (word: string): number => vocabulary.get(word) ?? 0;
  return (begun.length > 0 ? begun : near)
    .toSorted((a, b) => often(b) - often(a) || (a < b ? -1 : 1))
    .slice(0, nearMax);
}

/**
 * Slips between what was typed and a word, or its beginning where enough was typed; more than `most` is as good as none. Optimal
 * string alignment: Damerau, "A technique for computer detection and correction of spelling errors", 1964.
 */
function slipsTo(typed: string, word: string, most: number): number {
  const width = Math.min(word.length, typed.length + most);
  let [before, above]: [number[], number[]] = [[], Array.from({ length: width + 1 }, (_, column) => column)];
  for (let row = 1; row <= typed.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= width; column += 1) {
      const same = typed[row - 1] === word[column - 1];
      let slips = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const exchanged =
        row > 1 && column > 1 && typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      if (exchanged) slips = Math.min(slips, (before[column - 2] ?? 0) + 1);
      current.push(slips);
    }
    if (Math.min(...current) > most) return most + 1;
    [before, above] = [above, current];
  }
  const whole = word.length > width ? most + 1 : (above[width] ?? most + 1);
  return typed.length >= beginningFrom ? Math.min(whole, ...above) : whole;
}
