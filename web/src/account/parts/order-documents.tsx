import { type OrderDocument, readCreditNote, readInvoice } from '@og-tickets/contract/invoices.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { useMutation } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { fetchFile } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { announce } from '../../ui/live.tsx';
import { accountWords } from '../../words/account.ts';
import { useWords } from '../../words/book.ts';
import { localeOf, useLanguage } from '../../words/language.ts';
import { ResendConfirmation } from './resend-confirmation.tsx';
import { saveFile } from '../../ui/save-file.ts';

const SHOP_ZONE = 'Europe/Paris';

/** Invoice and credit notes of an order, each to download. Nothing where there is none. */
export function OrderDocuments({ order }: { order: Pick<Order, 'code' | 'documents' | 'status'> }) {
  const w = useWords(accountWords).documents;
  if (order.documents.length === 0) return null;
  return (
    <Card className="flex flex-col gap-3 p-5 sm:p-6">
      <h2 className="heading text-24">{w.title}</h2>
      <ul className="flex flex-col gap-4">
        {order.documents.map((document) => (
          <li key={document.path}>
            <DocumentRow code={order.code} document={document} />
          </li>
        ))}
      </ul>
      <ResendConfirmation order={order} />
    </Card>
  );
}

function DocumentRow({ code, document }: { code: string; document: OrderDocument }) {
  const w = useWords(accountWords).documents;
  const day = new Intl.DateTimeFormat(localeOf(useLanguage()), { dateStyle: 'long', timeZone: SHOP_ZONE });
  const { kind, number, issuedAt } = document;
  const pdf = useMutation({
    mutationFn: () => fetchDocument(code, document),
    onSuccess: (file) => {
      saveFile(file, w.fileName(kind, number ?? code));
      announce(w.ready);
    },
    onError: () => announce(w.failed),
  });
  const detail = pdf.error instanceof ApiError ? pdf.error.detail : '';
  return (
    <div className="flex flex-col items-start gap-1">
      <p className="flex flex-col">
        <span className="font-semibold">
          {w.kinds[kind]} {number === null ? null : <span className="figures">{number}</span>}
        </span>
        <span className="text-16 text-muted">
          {issuedAt === null ? w.beingMade : w.issued(day.format(new Date(issuedAt)))}
        </span>
      </p>
      <Button variant="secondary" icon="download" loading={pdf.isPending} onClick={() => pdf.mutate()}>
        {w.download}
        <span className="sr-only">
          , {w.kinds[kind]} {number}
        </span>
      </Button>
      {pdf.error ? (
        <p className="max-w-read text-16 text-coral">
          {w.failed} {detail}
        </p>
      ) : null}
    </div>
  );
}

/** The file needs the login, so that it is fetched first. A credit note's path ends with its id. */
function fetchDocument(code: string, { kind, path }: OrderDocument): Promise<Blob> {
  if (kind === 'invoice') return fetchFile(readInvoice, { params: { code } });
  return fetchFile(readCreditNote, { params: { code, id: path.split('/').at(-1) ?? '' } });
}
