import { useQuery } from '@tanstack/react-query';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { shopSettingsWords } from '../../words/shop-settings.ts';
import { AnnouncementForm } from '../settings/announcement-form.tsx';
import { IdentityForm } from '../settings/identity-form.tsx';
import { LogoForm } from '../settings/logo-form.tsx';
import { MailTexts } from '../settings/mail-texts.tsx';
import { SaleSwitch } from '../settings/sale-switch.tsx';
import { settingsQuery } from '../settings/use-settings.ts';

/** What an admin sets for the whole shop. */
export function SettingsPage() {
  const w = useWords(shopSettingsWords);
  const settings = useQuery(settingsQuery);
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      {settings.error && !settings.data ? (
        <FailedQuery error={settings.error} onRetry={() => void settings.refetch()} />
      ) : settings.data ? (
        <div className="flex flex-col gap-6">
          <SaleSwitch settings={settings.data} />
          <AnnouncementForm settings={settings.data} />
          <IdentityForm settings={settings.data} />
          <LogoForm />
          <MailTexts />
        </div>
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-96 w-full rounded-card" />
        </Skeleton>
      )}
    </>
  );
}
