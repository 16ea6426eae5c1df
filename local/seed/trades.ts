/** Sections and divisions of GB/T 4754-2017 that the demonstration uses, with their weight in a county's economy. */
export interface Trade {
  section: string;
  division: string;
  weight: number;
}

export const enterpriseTrades: readonly Trade[] = [
  { section: 'C', division: '30', weight: 9 },
  { section: 'C', division: '14', weight: 6 },
  { section: 'C', division: '33', weight: 4 },
  { section: 'C', division: '39', weight: 3 },
  { section: 'C', division: '23', weight: 2 },
  { section: 'F', division: '51', weight: 5 },
  { section: 'F', division: '52', weight: 4 },
  { section: 'G', division: '54', weight: 2 },
  { section: 'G', division: '59', weight: 1 },
  { section: 'G', division: '60', weight: 1 },
  { section: 'I', division: '65', weight: 2 },
  { section: 'H', division: '62', weight: 2 },
  { section: 'E', division: '47', weight: 2 },
  { section: 'L', division: '72', weight: 2 },
  { section: 'M', division: '74', weight: 1 },
  { section: 'A', division: '01', weight: 2 },
  { section: 'Q', division: '84', weight: 1 },
  { section: 'R', division: '88', weight: 1 },
  { section: 'K', division: '70', weight: 1 },
  { section: 'D', division: '44', weight: 1 },
];

export const socialTrades: readonly Trade[] = [
  { section: 'S', division: '95', weight: 5 },
  { section: 'P', division: '83', weight: 4 },
  { section: 'Q', division: '85', weight: 2 },
  { section: 'R', division: '88', weight: 1 },
];
