/** Whether the application answers at an address that is no file, rather than nobody. */
export function isPageAddress(address: string, demo: boolean): boolean {
  if (/^\/dev\/ui\/?(\?|$)/.test(address)) return demo;
  return !/^\/(api|dev|assets)\//.test(address);
}

/** The built document of a page that comes empty: the gate is an application of its own. */
export function documentOf(address: string): 'index.html' | 'gate.html' {
  return /^\/controle(?:[/?]|$)/.test(address) ? 'gate.html' : 'index.html';
}
