import fc from 'fast-check';

// Values made from the schemas of the contract, from which the OpenAPI document is written too: some right, some almost.

/** A JSON schema as far as the contract uses it. */
export interface Schema {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  patternProperties?: Readonly<Record<string, Schema>>;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

const formats: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid(),
  email: fc.emailAddress(),
  date: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((day) => day.toISOString().slice(0, 10)),
  'date-time': fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((at) => at.toISOString()),
  uri: fc.webUrl(),
};

/** Right values of a schema; of what it does not know, any JSON. */
export function rightValue(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.allOf;
  if (options !== undefined && options.length > 0) return fc.oneof(...options.map((option) => rightValue(option)));
  switch (schema.type ?? 'any') {
    case 'object':
      return objectValue(schema);
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 3 } = schema;
      return fc.array(rightValue(items), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) });
    }
    case 'string':
      return textValue(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 });
    case 'number':
      return fc.double({ noNaN: true, min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectValue({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, rightValue(inner)]));
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
}

function textValue({ format, pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  const known = formats[format ?? ''];
  if (known !== undefined) return known;
  const matching = pattern === undefined ? null : matchingText(pattern);
  if (matching !== null) return matching;
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 200)) });
}

/** Texts of a pattern; null for one that cannot be turned around: then most texts are wrong, which is an input too. */
function matchingText(pattern: string): fc.Arbitrary<string> | null {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    return null;
  }
}

/** What breaks programs: signs of SQL, HTML, formulas and paths, numbers beyond every range, other types. */
export const nasty: readonly unknown[] = [
  null,
  true,
  [],
  {},
  '',
  ' ',
  '\u0000',
  '\uD800',
  "' OR 1=1 --",
  "'; SELECT pg_sleep(10); --",
  '%_\\%',
  '<script>alert(1)</script>',
  '=1+1',
  '../../etc/passwd',
  '${7*7}{{7*7}}',
  'a\r\nSet-Cookie: x=1',
  '9'.repeat(400),
  'x'.repeat(20_000),
  '٣',
  '1e3',
  -1,
  0,
  1.5,
  1e308,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  '2024-02-30',
  '9999-12-31T23:59:60Z',
  '-000001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '0000-01-01',
  '9999-12-31T23:59:59-12:00',
  4e-323,
  { __proto__: { admin: true } },
  [[[[[[[[[[]]]]]]]]]],
];

/** A right value with one thing in it changed: another value, a field more, a field less. */
export function changedValue(schema: Schema): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      rightValue(schema),
      fc.constantFrom(...nasty),
      fc.nat(),
      fc.constantFrom('replace', 'add', 'remove', 'whole'),
    )
    .map(([value, worse, at, how]) => change(value, worse, at, how));
}

function change(value: unknown, worse: unknown, at: number, how: string): unknown {
  if (how === 'whole' || typeof value !== 'object' || value === null) return worse;
  if (Array.isArray(value)) return value.length === 0 ? [worse] : value.with(at % value.length, worse);
  const names = Object.keys(value);
  const name = names[at % Math.max(1, names.length)] ?? 'x';
  if (how === 'add') return { ...value, [`${name}X`]: worse };
  if (how === 'remove') return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  const inner: unknown = Reflect.get(value, name);
  const isDeep = typeof inner === 'object' && inner !== null && at % 2 === 0;
  return { ...value, [name]: isDeep ? change(inner, worse, at >> 1, 'replace') : worse };
}
