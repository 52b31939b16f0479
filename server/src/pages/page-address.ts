/** Whether the application answers at an address that is no file, rather than nobody. */
export function isPageAddress(address: string, demo: boolean): boolean {
  if (/^\/dev\/ui\/?(\?|$)/.test(address)) return demo;
  return !/^\/(api|dev|assets)\//.test(address);
}
