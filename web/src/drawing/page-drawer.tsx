import type { SessionDetail, SessionList } from '@og-tickets/contract/catalog.ts';
import type { Ask, CreatePageDrawer, DrawnPage } from '@og-tickets/contract/page-drawing.ts';
import { colourSheetPath } from '@og-tickets/contract/rules/shop-colour.ts';
import { QueryClient } from '@tanstack/react-query';
import { createMemoryHistory } from '@tanstack/react-router';
import { renderToString } from 'react-dom/server';
import { App } from '../app.tsx';
import { shopQuery } from '../api/shop-query.ts';
import { OF_THE_COLOUR } from '../drawn-page.ts';
import { createShopRouter, loadTree, type Tree } from '../router.tsx';
import { notingTexts } from '../ui/formats.ts';
import { setSiteName } from '../ui/site-name.ts';
import { type Language, setLanguage } from '../words/language.ts';
import { languageOfPath, withoutLanguage } from '../words/language-address.ts';
import { documentMaker } from './document.ts';
import { descriptionOf, headOf, type PageFacts } from './document-head.ts';
import { scriptsOf } from './page-files.ts';
import { type PageQuestion, questionsOf } from './page-data.ts';
import { plainText } from './html-text.ts';

type Router = ReturnType<typeof createShopRouter>;
type Replies = { question: PageQuestion; body: unknown }[];

/** Draws pages on a server; the server knows no more of them than this. */
export const createPageDrawer: CreatePageDrawer = async (built) => {
  // With stand-ins for the areas that no server draws.
  const tree = await loadTree('shop');
  const makeDocument = documentMaker(built.document);
  const scriptsFor = scriptsOf(built.manifest);
  return {
    draw: async (address, origin, ask) => {
      const { pathname } = new URL(address, origin);
      const path = withoutLanguage(pathname);
      const said = languageOfPath(pathname);
      const language = said ?? 'fr';
      const router = routerAt(address, tree, language);
      const [, params, found] = router.getMatchedRoutes(path);
      // A page that has no language in its address is at its other address only.
      if (!found || (said === 'en' && languageOfPath(path) === undefined)) return 'missing';
      const questions = questionsOf(found.id, { params, search: router.latestLocation.search });
      if (!questions) return 'empty';
      const replies = await answered(questions, ask, language);
      if (replies === null) return 'missing';
      await router.load();
      return drawn({ router, replies, language, address, path, origin, scripts: scriptsFor(found.id), makeDocument });
    },
  };
};

function routerAt(address: string, tree: Tree, language: Language): Router {
  return createShopRouter({ tree, language, history: createMemoryHistory({ initialEntries: [address] }) });
}

/** Null where the page is nothing without an answer that was refused. */
async function answered(questions: PageQuestion[], ask: Ask, language: Language): Promise<Replies | null> {
  const replies = await Promise.all(questions.map(async (one) => ({ question: one, body: await ask(one, language) })));
  if (replies.some(({ question, body }) => question.needed && body === null)) return null;
  return replies.filter(({ body }) => body !== null);
}

interface DrawInput {
  router: Router;
  replies: Replies;
  language: Language;
  /** With language and search. */
  address: string;
  path: string;
  origin: string;
  /** The element that asks for the scripts of the page. */
  scripts: string;
  makeDocument: ReturnType<typeof documentMaker>;
}

function drawn({ router, replies, language, address, path, origin, scripts, makeDocument }: DrawInput): DrawnPage {
  const startedMs = performance.now();
  const at = new Date().toISOString();
  const taken = replies.map(({ question: { key, paged }, body }) => ({
    key,
    data: paged ? { pages: [body], pageParams: [''] } : body,
  }));
  const queryClient = new QueryClient();
  for (const { key, data } of taken) queryClient.setQueryData(key, data);
  const shop = queryClient.getQueryData(shopQuery.queryKey);
  const shopName = shop?.shopName ?? 'OG-Tickets';
  // Nothing is waited for from here on: what these say is said for this page alone.
  setLanguage(language);
  setSiteName(shopName);
  const { drawn: text, texts } = notingTexts(() => renderToString(<App queryClient={queryClient} router={router} />));
  // React writes what belongs into the head first.
  const [ofHead = ''] = /^(?:<(?:link|meta)[^>]*>|<title[^>]*>[^<]*<\/title>)*/.exec(text) ?? [];
  const title = /<title[^>]*>([^<]*)<\/title>/.exec(ofHead);
  if (!title) throw new Error(`the page at ${path} has no title`);
  const facts: PageFacts = {
    origin,
    path,
    language,
    title: plainText(title[1] ?? ''),
    shopName,
    organizer: shop?.legal.entity || shopName,
    ...mainReply(replies),
  };
  const html = makeDocument({
    language,
    body: text.slice(ofHead.length),
    title: facts.title,
    description: descriptionOf(facts),
    head: [ofHead.replace(title[0], ''), headOf(facts), colourSheet(shop?.colour ?? null)].join('\n    '),
    scripts,
    from: { address, at, replies: taken, texts },
  });
  return { html, drawnMs: performance.now() - startedMs };
}

/** The element that asks for the shop's own colour: without it, the first look would be another shop's. */
function colourSheet(colour: string | null): string {
  return colour === null ? '' : `<link rel="stylesheet" href="${colourSheetPath(colour)}" ${OF_THE_COLOUR} />`;
}

/** What the page is about. */
function mainReply(replies: Replies): Pick<PageFacts, 'session' | 'list'> {
  const main = replies.find(({ question }) => question.needed);
  // The endpoint says which of the two it is.
  if (main?.question.endpoint === 'catalog.read-session') return { session: main.body as SessionDetail };
  return main ? { list: main.body as SessionList } : {};
}
