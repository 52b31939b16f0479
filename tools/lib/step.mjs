const signOfLifeMs = { terminal: 1000, file: 10_000 };

/** @param {number} sinceMs */
function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

/**
 * Does one long thing and shows it: a line when it begins, a sign of life while it lasts (each second on a
 * terminal, each 10 s in a log file), a line with the time it took when it ends.
 * @template T
 * @param {string} title what is being done, such as "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what the work returned
 */
export async function step(title, work) {
  const began = performance.now();
  const terminal = process.stdout.isTTY;
  /** @param {string} text */
  const show = (text) => process.stdout.write(terminal ? `\r\x1b[K${text}` : `${text}\n`);
  show(`${title} …`);
  const timer = setInterval(
    () => show(terminal ? `${title} … ${seconds(began)}` : `  … still busy after ${seconds(began)}`),
    terminal ? signOfLifeMs.terminal : signOfLifeMs.file,
  );
  try {
    const result = await work();
    show(`${title}: done in ${seconds(began)}${terminal ? '\n' : ''}`);
    return result;
  } catch (error) {
    show(`${title}: failed after ${seconds(began)}${terminal ? '\n' : ''}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
