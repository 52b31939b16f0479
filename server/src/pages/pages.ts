import fastifyStatic from '@fastify/static';
import type { Ask, PageDrawer } from '@og-tickets/contract/page-drawing.ts';
import { colourOfSheet, colourRules } from '@og-tickets/contract/rules/shop-colour.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendRefusal } from '../platform/http/problem.ts';
import { refuse } from '../platform/http/refusal.ts';
import type { Route } from '../platform/http/route.ts';
import { askRoutes } from './ask.ts';
import { arePagesBuilt, loadPageDrawer, publicFolder } from './built-pages.ts';
import { manifestText, robotsText, sitemapText } from './found-by-others.ts';
import { documentOf, isPageAddress } from './page-address.ts';
import { type KeptPage, KeptPages, type PageAnswer } from './kept-pages.ts';

const yearSeconds = 31_536_000;
/** robots.txt, sitemap and manifest may be this old. */
const foundSeconds = 600;
/** Longer addresses than those that our pages make are not drawn, only shown. */
const mostAddressCharacters = 300;

interface PagesInput {
  routes: readonly Route[];
  /** `https://host` of the shop, or null to take it from each request. */
  publicUrl: string | null;
  demo: boolean;
}

/**
 * Serves the built pages. Every address that is neither the API nor a file is a page's: those that anyone may find are drawn here,
 * the others come empty and are drawn by the browser; `/dev/ui`, which shows all components, is one in a demonstration only. Files under /assets carry a hash in their name and never change; a page is
 * always asked for again.
 */
export async function addPages(server: FastifyInstance, { routes, publicUrl, demo }: PagesInput): Promise<void> {
  const refuseAll = (request: FastifyRequest, answer: FastifyReply) =>
    sendRefusal(request, answer, refuse('not_found'));
  if (!arePagesBuilt()) {
    server.setNotFoundHandler(refuseAll);
    return;
  }
  const originOf = (request: FastifyRequest) => publicUrl ?? `${request.protocol}://${request.host}`;
  const ask = askRoutes(routes);
  await server.register(fastifyStatic, {
    root: publicFolder,
    index: false,
    dotfiles: 'ignore',
    // A folder is no file: what has no ending is a page's address.
    allowedPath: (path) => /\.\w+$/.test(path),
    preCompressed: true,
    cacheControl: false,
    setHeaders: (answer, path) => {
      const lasting = path.includes('/assets/');
      answer.header('cache-control', lasting ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
    },
  });
  addFoundByOthers(server, ask, originOf);
  addColours(server, refuseAll);
  const drawer = await loadPageDrawer();
  const find = pageFinder(drawer, ask);
  server.setNotFoundHandler(async (request, answer) => {
    const isPage = ['GET', 'HEAD'].includes(request.method) && isPageAddress(request.url, demo);
    if (!isPage) return refuseAll(request, answer);
    const page = await find(request, originOf(request));
    if (typeof page !== 'string') return sendKept(request, answer, page);
    return answer
      .status(page === 'missing' ? 404 : 200)
      .header('cache-control', 'no-cache')
      .sendFile(documentOf(request.url));
  });
}

/** What other programs look for at fixed addresses. */
function addFoundByOthers(server: FastifyInstance, ask: Ask, originOf: (request: FastifyRequest) => string): void {
  const texts = {
    '/robots.txt': { type: 'text/plain', make: async (origin: string) => robotsText(origin) },
    '/sitemap.xml': { type: 'application/xml', make: (origin: string) => sitemapText(origin, ask) },
    '/boutique.webmanifest': { type: 'application/manifest+json', make: () => manifestText(ask) },
  };
  for (const [path, { type, make }] of Object.entries(texts)) {
    server.get(path, async (request, answer) =>
      answer
        .type(`${type}; charset=utf-8`)
        .header('cache-control', `public, max-age=${foundSeconds}`)
        .send(await make(originOf(request))),
    );
  }
}

/** The style sheet of a colour is what its address says, of whatever shop: it never changes. */
function addColours(
  server: FastifyInstance,
  refuseAll: (request: FastifyRequest, answer: FastifyReply) => FastifyReply,
): void {
  server.get<{ Params: { name: string } }>('/couleurs/:name', (request, answer) => {
    const colour = colourOfSheet(request.params.name);
    if (colour === null) return refuseAll(request, answer);
    return answer
      .type('text/css; charset=utf-8')
      .header('cache-control', `public, max-age=${yearSeconds}, immutable`)
      .send(colourRules(colour));
  });
}

/** Finds the page of a request, drawn where there is time and nothing fails; what fails is logged and comes empty. */
function pageFinder(drawer: PageDrawer, ask: Ask): (request: FastifyRequest, origin: string) => Promise<PageAnswer> {
  const kept = new KeptPages();
  return async (request, origin) => {
    const address = request.url;
    if (address.length > mostAddressCharacters) return 'empty';
    try {
      const found = kept.find(`${origin} ${address}`, () => drawer.draw(address, origin, ask));
      return (await found) ?? 'empty';
    } catch (error) {
      request.log.error({ err: error, address }, 'a page could not be drawn: it is sent empty');
      return 'empty';
    }
  };
}

function sendKept(request: FastifyRequest, answer: FastifyReply, page: KeptPage): FastifyReply {
  answer.header('cache-control', 'no-cache').header('vary', 'accept-encoding').header('etag', page.etag);
  if (request.headers['if-none-match'] === page.etag) return answer.status(304).send();
  const encoding = encodingFor(request.headers['accept-encoding'] ?? '');
  if (encoding !== 'plain') answer.header('content-encoding', encoding);
  return answer.type('text/html; charset=utf-8').send(page[encoding]);
}

function encodingFor(accepted: string): 'br' | 'gzip' | 'plain' {
  const names = new Set(accepted.split(',').map((one) => one.trim().replace(/;q=0?\.\d+$/, '')));
  if (names.has('br')) return 'br';
  return names.has('gzip') ? 'gzip' : 'plain';
}
