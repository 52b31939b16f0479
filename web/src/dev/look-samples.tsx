import { money } from '@og-tickets/contract/money.ts';
import { availabilities } from '@og-tickets/contract/rules/availability.ts';
import { AvailabilityPill, Badge } from '../ui/badge.tsx';
import { BarChart } from '../ui/bar-chart.tsx';
import { Button, ButtonAnchor, type ButtonVariant } from '../ui/button.tsx';
import { Card, TicketCard } from '../ui/card.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { DateTime, Money, OwnTime } from '../ui/format.tsx';
import { Icon, iconNames } from '../ui/icon.tsx';
import { LanePattern } from '../ui/lane-pattern.tsx';
import { Mark } from '../ui/logo.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { SportIcon } from '../ui/sport-icon.tsx';
import { SPORT_PATHS } from '../ui/sport-paths.ts';
import { Sample } from './sample.tsx';

const VARIANTS: readonly ButtonVariant[] = ['primary', 'secondary', 'quiet', 'danger'];
const AT = '2027-07-31T17:15:00Z';
const BARS = [4, 9, 6, 12, 3].map((value, at) => ({ key: String(at), label: `${at + 8} h`, value }));
const COLUMNS: readonly Column<{ key: string; label: string; value: number }>[] = [
  { key: 'hour', heading: 'Hour', render: ({ label }) => label },
  { key: 'count', heading: 'Tickets', align: 'right', render: ({ value }) => value },
];

/** What is looked at: buttons, badges, cards, icons, figures. */
export function LookSamples() {
  return (
    <>
      <Sample name="Button">
        {VARIANTS.map((variant) => (
          <Button key={variant} variant={variant}>
            {variant}
          </Button>
        ))}
        <Button icon="cart">icon</Button>
        <Button loading>loading</Button>
        <Button disabled>disabled</Button>
        <Button wide>wide</Button>
        <ButtonAnchor href="#contenu" variant="secondary" icon="download">
          ButtonAnchor
        </ButtonAnchor>
      </Sample>
      <Sample name="Badge, AvailabilityPill">
        {(['neutral', 'info', 'ok', 'warn', 'danger'] as const).map((tone) => (
          <Badge key={tone} tone={tone} icon="ticket">
            {tone}
          </Badge>
        ))}
        {availabilities.map((availability) => (
          <AvailabilityPill key={availability} availability={availability} />
        ))}
      </Sample>
      <Sample name="Card, TicketCard">
        <Card>Card</Card>
        <TicketCard stub="stub">TicketCard, stub at the side</TicketCard>
        <TicketCard stub="stub" stubAt="below">
          TicketCard, stub below
        </TicketCard>
      </Sample>
      <Sample name="Money, DateTime, OwnTime">
        <Money amount={money(9_000)} />
        <Money amount={money(9_000)} short />
        {(['day', 'time', 'full', 'short'] as const).map((show) => (
          <DateTime key={show} at={AT} timeZone="Europe/Paris" show={show} />
        ))}
        <OwnTime at={AT} timeZone="Pacific/Tahiti" />
      </Sample>
      <Sample name="Icon">
        {iconNames.map((name) => (
          <Icon key={name} name={name} />
        ))}
      </Sample>
      <Sample name="SportIcon, LanePattern">
        {[...Object.keys(SPORT_PATHS), 'unknown'].map((sport) => (
          <span key={sport} className="flex flex-col items-center text-14 text-muted">
            <SportIcon sport={sport} />
            {sport}
          </span>
        ))}
        <LanePattern sport="BKB" className="h-16 w-48" />
      </Sample>
      <Sample name="Mark, Spinner, QrCode">
        <Mark />
        <Spinner />
        <QrCode text="OG1:SAMPLE" label="QR code of a sample" className="size-28" />
      </Sample>
      <Sample name="DataTable, BarChart">
        <DataTable caption="Tickets by hour" captionShown columns={COLUMNS} rows={BARS} rowKey={({ key }) => key} />
        {(['columns', 'lines'] as const).map((as) => (
          <div key={as} className="w-full">
            <BarChart
              heading={`BarChart, ${as}`}
              sentence="34 tickets in five hours, most at 11."
              bars={BARS}
              as={as}
              table={<DataTable caption={as} columns={COLUMNS} rows={BARS} rowKey={({ key }) => key} />}
              words={{ asTable: 'As a table', asChart: 'As bars' }}
            />
          </div>
        ))}
      </Sample>
    </>
  );
}
