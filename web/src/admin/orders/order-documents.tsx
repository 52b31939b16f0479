import { type OfficeOrder, readCreditNoteForOffice, readInvoiceForOffice } from '@og-tickets/contract/office-orders.ts';
import { useMutation } from '@tanstack/react-query';
import { fetchFile } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useWords } from '../../words/book.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { Moment } from '../parts/moment.tsx';

type OrderDocument = OfficeOrder['documents'][number];

/** Invoice and credit notes, and the mails that went out. */
export function OrderDocuments({ order }: { order: OfficeOrder }) {
  const w = useWords(officeOrderWords).panel;
  return (
    <>
      {order.documents.length === 0 ? null : (
        <section>
          <h3 className="heading mb-2 text-18">{w.documents}</h3>
          <ul className="flex flex-col gap-2">
            {order.documents.map((document) => (
              <DocumentRow key={document.path} code={order.code} document={document} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3 className="heading mb-2 text-18">{w.mails}</h3>
        {order.mails.length === 0 ? <p className="text-muted">{w.noMail}</p> : null}
        <ul className="flex flex-col gap-1">
          {order.mails.map(({ at, kind }) => (
            <li key={`${at} ${kind}`} className="flex flex-wrap justify-between gap-x-4">
              {w.mailKinds[kind]}
              <span className="text-16 text-muted">
                <Moment at={at} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function DocumentRow({ code, document }: { code: string; document: OrderDocument }) {
  const w = useWords(officeOrderWords).panel;
  const { kind, number, path } = document;
  const name = `${w.kinds[kind]} ${number ?? ''}`.trim();
  const pdf = useMutation({
    mutationFn: () =>
      kind === 'invoice'
        ? fetchFile(readInvoiceForOffice, { params: { code } })
        : fetchFile(readCreditNoteForOffice, { params: { code, id: path.slice(path.lastIndexOf('/') + 1) } }),
    onSuccess: (file) => {
      saveFile(file, `${name.replaceAll(' ', '-')}.pdf`);
      announce(w.ready);
    },
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4">
      <span>
        {w.kinds[kind]} <span className="text-16 text-muted">{number ?? w.numberLater}</span>
      </span>
      <Button
        variant="quiet"
        icon="download"
        aria-label={w.download(name)}
        loading={pdf.isPending}
        onClick={() => pdf.mutate()}
      >
        PDF
      </Button>
      {pdf.error ? <FormFailure error={pdf.error} /> : null}
    </li>
  );
}
