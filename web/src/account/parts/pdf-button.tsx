import type { PdfFormat } from '@og-tickets/contract/ticket-files.ts';
import { readTicketPdf, type Ticket } from '@og-tickets/contract/tickets.ts';
import { useMutation } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { fetchFile } from '../../api/call.ts';
import { Button, type ButtonVariant } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { saveFile } from '../../ui/save-file.ts';

/**
 * Downloads a ticket as PDF. The file needs the login, so it is fetched first; the button shows that. Nothing where the
 * session lets in by phone only.
 */
export function PdfButton({
  ticket,
  variant = 'secondary',
  format = 'a4',
}: {
  ticket: Ticket;
  variant?: ButtonVariant;
  format?: PdfFormat;
}) {
  const w = useWords(accountWords).ticket;
  const pdf = useMutation({
    mutationFn: () => fetchFile(readTicketPdf, { params: { id: ticket.id }, query: { format } }),
    onSuccess: (file) => {
      saveFile(file, w.fileName(ticket.session, ticket.orderCode, ticket.id.slice(-6)));
      announce(w.pdfReady);
    },
    onError: () => announce(w.pdfFailed),
  });
  if (!ticket.paperAllowed) return null;
  const detail = pdf.error instanceof ApiError ? pdf.error.detail : '';
  return (
    <div className="flex flex-col gap-1">
      <Button variant={variant} icon="download" loading={pdf.isPending} onClick={() => pdf.mutate()}>
        {format === 'a4' ? w.pdf : w.pdfPhone}
        <span className="sr-only">, {`${ticket.offerName}, ${ticket.summary.title}`}</span>
      </Button>
      {pdf.error ? (
        <p className="max-w-read text-16 text-coral">
          {w.pdfFailed} {detail}
        </p>
      ) : null}
    </div>
  );
}
