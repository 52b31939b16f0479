const DAY_SECONDS = 86_400;

/** Time until a sale opens: `3 jours, 04:05:06`; `daysText` puts a number of days into words. */
export function openingText(seconds: number, daysText: (days: number) => string): string {
  const days = Math.floor(seconds / DAY_SECONDS);
  const left = [3_600, 60, 1].map((unit) => String(Math.floor((seconds % (unit * (unit === 3_600 ? 24 : 60))) / unit)));
  const clock = left.map((part) => part.padStart(2, '0')).join(':');
  return days > 0 ? `${daysText(days)}, ${clock}` : clock;
}
