import { createRoute, type ParsedLocation } from '@tanstack/react-router';
import { rootRoute } from './root-route.tsx';

/**
 * Areas with a document of their own: their routes come with it, and its headers are for them alone (a document keeps the headers
 * it was loaded with; camera and wasm are allowed at the gate only). `dev` is there in a demonstration only.
 */
const areas = ['admin', 'dev'] as const;
/** One of them; `shop` is everything else. */
export type Area = 'shop' | (typeof areas)[number];
/** The gate is another application, without this router (`web/src/gate/main.tsx`). */
const GATE = 'controle';

/** The area of a path without language. */
export function areaOf(path: string): Area {
  return areas.find((area) => path === `/${area}` || path.startsWith(`/${area}/`)) ?? 'shop';
}

/** Stand-ins for the pages of the other areas: whoever follows a link to one loads its document. */
export const loadedAnew = (here: Area) =>
  [...areas, GATE].flatMap((area) => (area === here ? [] : [standIn(`/${area}`), standIn(`/${area}/$`)]));

const standIn = (path: string) => createRoute({ getParentRoute: () => rootRoute, path, beforeLoad: loadDocument });

async function loadDocument({ location: to, preload }: { location: ParsedLocation; preload: boolean }): Promise<void> {
  // Passing over a link is not following it.
  if (preload) return;
  location.assign(to.href);
  await new Promise(() => undefined);
}
