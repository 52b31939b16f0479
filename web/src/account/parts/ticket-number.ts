/** A ticket's number short enough to be read out: the end of its id, in two groups. The beginning is the time of issue. */
export function shortNumber(ticketId: string): string {
  return `${ticketId.slice(-8, -4)} ${ticketId.slice(-4)}`.toUpperCase();
}
