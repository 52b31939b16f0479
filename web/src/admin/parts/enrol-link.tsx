import type { inviteDevice } from '@og-tickets/contract/gate-devices.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDate } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useWords } from '../../words/book.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { useLanguage } from '../../words/language.ts';

/** A scanner that was just prepared, with the link that enrols it. */
export type Invitation = ReplyBodyOf<typeof inviteDevice>;

/** The link that enrols a scanner, as a code to point its camera at; it is shown this once. */
export function EnrolLink({ invitation, onClose }: { invitation: Invitation | undefined; onClose: () => void }) {
  const w = useWords(gateDeskWords).devices;
  const language = useLanguage();
  const [copied, setCopied] = useState(false);
  if (invitation === undefined) return null;
  const { device, enrolUrl, expiresAt } = invitation;
  const copy = async () => {
    await navigator.clipboard.writeText(enrolUrl);
    setCopied(true);
    announce(w.copied);
  };
  return (
    <Dialog
      open
      title={w.linkTitle(device.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{w.done}</Button>
          <Button variant="quiet" icon="copy" onClick={() => void copy()}>
            {copied ? w.copied : w.copy}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-center gap-4">
        <p>{w.linkText}</p>
        <QrCode text={enrolUrl} label={w.linkLabel} encoding="byte" className="w-full max-w-64" />
        <p className="text-muted">{w.until(formatDate(expiresAt, deviceTimeZone(), 'time', language))}</p>
      </div>
    </Dialog>
  );
}
