/** A schema of the contract as pages see it: only its parts are asked for, by other schemas. */
type NoSchema = object;

const none = (): NoSchema => ({});

/** Stands in for TypeBox where `endpointsWithoutSchemas` has left a schema that other values are made of. */
export const Type = {
  Array: none,
  Boolean: none,
  Enum: none,
  Integer: none,
  Literal: none,
  Null: none,
  Number: none,
  Object: (properties: object): NoSchema => ({ properties }),
  Optional: none,
  Partial: none,
  Record: none,
  String: none,
  Union: none,
  Unknown: none,
};
