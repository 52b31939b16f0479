/** Where a page of the list ends: the order's time as the database keeps it, and its id. */
export interface OrderCursor {
  createdAt: string;
  id: string;
}

const shape = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Writes where a page of orders ends. */
export function writeOrderCursor({ createdAt, id }: OrderCursor): string {
  return `${createdAt}_${id}`;
}

/** Reads it; null when it is not one. */
export function readOrderCursor(text: string): OrderCursor | null {
  const [, createdAt, id] = shape.exec(text) ?? [];
  if (createdAt === undefined || id === undefined || Number.isNaN(Date.parse(createdAt))) return null;
  return { createdAt, id };
}
