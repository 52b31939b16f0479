import * as contract from '@og-tickets/contract/mail-texts.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import { type Platform, publicOrigin } from '../../platform/platform.ts';
import { actorOf } from '../audit/index.ts';
import { readSettings } from '../settings/index.ts';
import { changeMailText } from './actions/change-mail-text.ts';
import { withShopName } from './name-mail.ts';
import { unfitWords } from './rules/unfit-words.ts';
import { sampleMails } from './templates/sample-mails.ts';
import { readMailTexts } from './views/mail-texts.ts';

/** The words of mails, for admins. */
export function noticeRoutes(platform: Platform): Route[] {
  return [
    route(contract.listMailTexts, async () => reply(200, { items: await readMailTexts(platform.db) })),
    route(contract.changeMailText, async (context) => {
      const wish = { ...context.body, kind: context.params.kind };
      const changed = await changeMailText(platform, wish, actorOf(context));
      return isRefusal(changed) ? changed : reply(200, changed);
    }),
    route(contract.previewMail, async ({ params: { kind }, body: { locale, words } }) => {
      const unfit = unfitWords(kind, words);
      if (unfit !== null) return unfit;
      const sample = sampleMails[kind](locale, publicOrigin(platform));
      const mail = withShopName(sample.worded?.inWords(words) ?? sample, await readSettings(platform.db));
      return reply(200, { subject: mail.subject, text: mail.text, html: mail.html });
    }),
  ];
}
