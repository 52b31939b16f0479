import type { ReactNode } from 'react';

interface CardProps {
  children: ReactNode;
  /** The element, `div` unless told: `section` and `article` want a heading inside. */
  as?: 'div' | 'section' | 'article' | 'li';
  labelledBy?: string;
  className?: string;
}

/** White paper on the sand of the page, 12 px corners, the one shadow. */
export function Card({ children, as: Element = 'div', labelledBy, className = 'p-5 sm:p-6' }: CardProps) {
  return (
    <Element
      aria-labelledby={labelledBy}
      className={`rounded-card border border-transparent bg-paper shadow-lift ${className}`}
    >
      {children}
    </Element>
  );
}

interface TicketCardProps {
  /** What is on the big part. */
  children: ReactNode;
  /** What is on the stub, after the dashed line: price and action, or the code. */
  stub: ReactNode;
  /** `auto`: stub at the side where the card has the room (`beside:` in class names), else below; `below`: always, for a ticket. */
  stubAt?: 'auto' | 'below';
  as?: 'div' | 'article' | 'li';
  labelledBy?: string;
  className?: string;
}

/** A card torn along a dashed line between two notches. */
export function TicketCard(props: TicketCardProps) {
  const { children, stub, stubAt = 'auto', as: Element = 'div', labelledBy, className = '' } = props;
  const pieces = (
    <>
      <div className="ticket-body">{children}</div>
      <div className="ticket-stub">{stub}</div>
    </>
  );
  return stubAt === 'below' ? (
    <Element aria-labelledby={labelledBy} className={`ticket ${className}`}>
      {pieces}
    </Element>
  ) : (
    <Element aria-labelledby={labelledBy} className={`ticket-frame ${className}`}>
      <div className="ticket ticket-auto">{pieces}</div>
    </Element>
  );
}
