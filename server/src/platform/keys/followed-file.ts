import { statSync } from 'node:fs';
import { readSecretFile, type SecretSet } from './secret-file.ts';

/** Keys by id, in the order of their file, that look into the files again when asked for an id that is not there. */
export class KeysById<Key> extends Map<number, Key> {
  readonly #lookAgain: () => void;

  constructor(lookAgain: () => void) {
    super();
    this.#lookAgain = lookAgain;
  }

  override get(id: number): Key | undefined {
    if (!this.has(id)) this.#lookAgain();
    return super.get(id);
  }

  /** Between two statements of whoever reads this nothing is half done: JavaScript runs it in one go. */
  replaceAll(entries: Iterable<readonly [number, Key]>): void {
    const next = Array.from(entries);
    this.clear();
    for (const [id, key] of next) this.set(id, key);
  }
}

/** A secret file whose changes are taken over while the server runs. Throws StartupError when it is unfit at first. */
export class FollowedFile {
  /** The setting that names the file. */
  readonly name: string;
  readonly #path: string;
  #mark: string;
  #secrets: SecretSet;
  #apply: (secrets: SecretSet) => void = () => undefined;

  constructor(name: string, path: string) {
    this.name = name;
    this.#path = path;
    // The mark first: a change in between is then seen as one.
    this.#mark = markOf(path);
    this.#secrets = readSecretFile(name, path);
  }

  /** What was taken over last. */
  get secrets(): SecretSet {
    return this.#secrets;
  }

  /** Calls `apply` with the secrets, now and after each change. */
  follow(apply: (secrets: SecretSet) => void): void {
    this.#apply = apply;
    apply(this.#secrets);
  }

  /** Is it another file, or a changed one, than when this was last asked? Costs microseconds. */
  hasChanged(): boolean {
    const mark = markOf(this.#path);
    const changed = mark !== this.#mark;
    this.#mark = mark;
    return changed;
  }

  /** Reads the file. Throws StartupError when it is unfit. */
  read(): SecretSet {
    return readSecretFile(this.name, this.#path);
  }

  /** Works with these secrets from now on. */
  take(secrets: SecretSet): void {
    this.#secrets = secrets;
    this.#apply(secrets);
  }
}

/** Differs after every change: a file that is replaced is another one, one that is written to has another time. */
function markOf(path: string): string {
  try {
    const { ino, mtimeNs, size } = statSync(path, { bigint: true });
    return `${ino}:${mtimeNs}:${size}`;
  } catch {
    return 'not there';
  }
}
