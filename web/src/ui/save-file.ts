/** Browsers read the address once the download starts; a minute is more than any of them takes. */
const RELEASE_AFTER_MS = 60_000;

/** Hands a fetched file to the browser's downloads under `name`. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_AFTER_MS);
}
