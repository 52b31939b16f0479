import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** True for a mapping of YAML or JSON. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of a mapping that are mappings themselves; none of what is no mapping. */
export function recordsIn(value: unknown): [string, Record<string, unknown>][] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, item]): [string, Record<string, unknown>][] =>
    isRecord(item) ? [[name, item]] : [],
  );
}

/** The mapping at a path of names, or an empty one. */
export function recordAt(value: unknown, ...path: string[]): Record<string, unknown> {
  let found = value;
  for (const name of path) found = isRecord(found) ? found[name] : undefined;
  return isRecord(found) ? found : {};
}

/** The list at a path of names, its mappings only. */
export function listAt(value: unknown, ...path: string[]): Record<string, unknown>[] {
  const last = path.at(-1);
  const list = last === undefined ? value : recordAt(value, ...path.slice(0, -1))[last];
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** All documents of a YAML file, merges (`<<`) done. Throws an Error that names the file when it is no YAML. */
export function readYaml(file: string): Record<string, unknown>[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { merge: true }).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`${file}: ${error.message}`);
    const value: unknown = document.toJS();
    return isRecord(value) ? [value] : [];
  });
}
