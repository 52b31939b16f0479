import { useMemo } from 'react';
import { qrPath } from './qr-path.ts';

interface QrCodeProps {
  text: string;
  /** Says in words which code it is. */
  label: string;
  className?: string;
  /** Unless told, that of a ticket's code. */
  encoding?: 'alphanumeric' | 'byte';
}

/** A QR code, black on white in any theme. */
export function QrCode({ text, label, className = '', encoding = 'alphanumeric' }: QrCodeProps) {
  const { size, path } = useMemo(() => qrPath(text, encoding), [text, encoding]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
