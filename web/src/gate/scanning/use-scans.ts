import { redeem, type ScanResult } from '@og-tickets/contract/admissions.ts';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { announce } from '../../ui/live.tsx';
import { signal } from './tone.ts';
import type { Station } from './station.ts';

/** One scan with its verdict. */
export interface Scan {
  id: string;
  at: string;
  result: ScanResult;
}

interface Reading {
  scanId: string;
  code: string;
  places: number | undefined;
  scannedAt: string;
}

/** The same code is one reading while it stays in front of the camera. */
const SAME_CODE_MS = 3_000;
const SCANS_SHOWN = 20;

/**
 * Sends what was read and keeps the last verdicts. A reading that got no answer can be sent again under the same scan
 * id, so that it counts once whether or not the first one arrived.
 */
export function useScans(station: Station, wordsOf: (result: ScanResult) => string) {
  const [shown, setShown] = useState<Scan>();
  const [last, setLast] = useState<readonly Scan[]>([]);
  const before = useRef({ code: '', atMs: 0 });
  const send = useMutation({
    mutationFn: ({ places, ...reading }: Reading) => {
      const { session, gate } = station;
      const body = { ...reading, session, gate, direction: 'in' as const };
      return call(redeem, { body: places === undefined ? body : { ...body, places } });
    },
    retry: false,
    onSuccess: (result, { scanId, scannedAt }) => {
      const scan = { id: scanId, at: scannedAt, result };
      setShown(scan);
      setLast((scans) => [scan, ...scans].slice(0, SCANS_SHOWN));
      signal(result.verdict);
      announce(wordsOf(result), 'assertive');
    },
  });
  const read = (text: string, places?: number) => {
    const code = text.trim();
    const nowMs = Date.now();
    const same = before.current.code === code && nowMs - before.current.atMs < SAME_CODE_MS;
    before.current = { code, atMs: nowMs };
    if (code === '' || same || send.isPending) return;
    send.mutate({ scanId: crypto.randomUUID(), code, places, scannedAt: new Date(nowMs).toISOString() });
  };
  return {
    read,
    shown,
    dismiss: () => {
      // Whoever looks at the next ticket has not moved the last one away yet.
      before.current = { ...before.current, atMs: Date.now() };
      setShown(undefined);
    },
    last,
    sending: send.isPending,
    error: send.error,
    again: () => {
      if (send.variables) send.mutate(send.variables);
    },
  };
}
