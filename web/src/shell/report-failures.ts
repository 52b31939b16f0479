/** A page that fails says so this often at most. */
const reportsMost = 5;
let reports = 0;

/** Has faults of this page told to the shop. What tells them is loaded with the first of them. */
export function reportFailures(): void {
  addEventListener('error', ({ error: fault }) => void tell(fault));
  addEventListener('unhandledrejection', ({ reason }) => void tell(reason));
}

async function tell(fault: unknown): Promise<void> {
  if (!(fault instanceof Error) || reports >= reportsMost) return;
  reports += 1;
  try {
    const { sendFailure } = await import('./send-failure.ts');
    await sendFailure(fault);
  } catch {
    // A page that cannot say what is wrong with it must not fail of that too.
  }
}
