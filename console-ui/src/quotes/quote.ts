import type { NewCluster } from '../api/records';

/** What somebody is about to do; `POST /v1/quotes` tells what it would cost. */
export type Wanted =
  | { action: 'CREATE'; create: NewCluster }
  | { action: 'MODIFY'; clusterId: string; changes: { units: number; replicas: number } }
  | { action: 'UPGRADE'; clusterId: string; upgrade: { version: string } }
  | { action: 'SUSPEND' | 'RESUME' | 'RESTART' | 'RESTORE' | 'DELETE'; clusterId: string };

/** Decimals in texts, of the quote's currency. */
export type Amounts = { hourly: string; monthly: string };

/** What it would cost; `hourly` and `monthly` are the difference to now. */
export type Quote = Amounts & {
  currency: string;
  after: Amounts;
  /** With an autoscaler: what it may choose between. */
  least?: Amounts | null;
  most?: Amounts | null;
  notes: string[];
};

/** An hour's amount may be a small part of a cent's worth, so it has more decimals than a month's. */
const HOURLY = { minimumFractionDigits: 2, maximumFractionDigits: 4 };
const MONTHLY = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

export function anHour(amount: string, currency: string): string {
  return `${currency} ${size(amount).toLocaleString('en', HOURLY)} an hour`;
}

export function aMonth(amount: string, currency: string): string {
  return `${currency} ${size(amount).toLocaleString('en', MONTHLY)} a month`;
}

/** How that stands to what is paid now. */
export function differenceOf({ hourly, monthly, currency }: Quote): string {
  const difference = Number(hourly) || Number(monthly);
  if (difference === 0) return 'As much as now.';
  const way = difference > 0 ? 'more' : 'less';
  return `${anHour(hourly, currency)} (${aMonth(monthly, currency)}) ${way} than now.`;
}

/** A note without the advice to name fields, which people in the console cannot follow. */
export function plain(note: string): string {
  return note.replace(/: say .*$/, '.').replace(/:restore brings/, 'Restore brings');
}

function size(amount: string): number {
  return Math.abs(Number(amount));
}
