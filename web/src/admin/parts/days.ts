/** A day of the calendar as an address writes it: `2026-07-26`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00`));

/** From the first moment of a day to the last of another, in the time zone of this computer, as the server takes them. */
export function wholeDays({ from, to }: { from?: string; to?: string }): { from?: string; to?: string } {
  return {
    ...(from === undefined ? {} : { from: startOf(from, 0) }),
    ...(to === undefined ? {} : { to: startOf(to, 1) }),
  };
}

function startOf(day: string, daysLater: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + daysLater);
  return date.toISOString();
}
