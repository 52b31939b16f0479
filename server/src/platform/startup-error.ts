/** Why the shop cannot start: one sentence that says what to do. The process prints it and exits with code 1. */
export class StartupError extends Error {
  override name = 'StartupError';
}
