import { limits } from '@og-tickets/contract/limits.ts';
import {
  type PdfFormat,
  readOrderPdf,
  readOrderPdfFile,
  readOrderPdfProgress,
  startOrderPdf,
  type TicketFile,
} from '@og-tickets/contract/ticket-files.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call, fetchFile } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { saveFile } from '../../ui/save-file.ts';

/** Between two looks at a file that is being made. */
const LOOK_AGAIN_MS = 500;

/** All tickets of an order as one PDF, to print or for the phone; a large one is made by the server while a bar shows it. */
export function OrderPdf({ code, tickets }: { code: string; tickets: number }) {
  const w = useWords(accountWords).orderPdf;
  const [file, setFile] = useState<TicketFile>();
  const pdf = useMutation({
    mutationFn: (format: PdfFormat) =>
      tickets > limits.ticketsPerPdfAtOnce
        ? makeLargeFile(code, format, setFile)
        : fetchFile(readOrderPdf, { params: { code }, query: { format } }),
    onSuccess: (made) => {
      saveFile(made, w.fileName(code));
      announce(w.ready);
    },
    onError: () => announce(w.failed),
    onSettled: () => setFile(undefined),
  });
  const detail = pdf.error instanceof ApiError ? pdf.error.detail : '';
  const button = (format: PdfFormat, label: string) => (
    <Button
      variant="secondary"
      icon="download"
      loading={pdf.isPending && pdf.variables === format}
      onClick={() => {
        if (!pdf.isPending) pdf.mutate(format);
      }}
    >
      {label}
    </Button>
  );
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-3">
        {button('a4', w.a4)}
        {button('phone', w.phone)}
      </div>
      {file ? (
        <p className="flex flex-wrap items-center gap-3 text-16">
          <progress max={file.total} value={file.done} aria-label={w.progress} className="h-3 w-48 accent-cobalt" />
          <span className="figures">{w.done(file.done, file.total)}</span>
        </p>
      ) : null}
      {pdf.error ? (
        <p className="max-w-read text-16 text-coral">
          {w.failed} {detail}
        </p>
      ) : null}
    </div>
  );
}

/** Has the file made, tells how far it is, and fetches it when it is ready. Throws ApiError, or Error when it failed. */
async function makeLargeFile(code: string, format: PdfFormat, onProgress: (file: TicketFile) => void): Promise<Blob> {
  let file = await call(startOrderPdf, { params: { code }, body: { format } });
  while (file.status === 'waiting' || file.status === 'working') {
    onProgress(file);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    file = await call(readOrderPdfProgress, { params: { code, id: file.id } });
  }
  if (file.status === 'failed') throw new Error('the file could not be made');
  return fetchFile(readOrderPdfFile, { params: { code, id: file.id } });
}
