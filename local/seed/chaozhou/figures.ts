import type { LedgerWriter } from '../writer.ts';

const city = '原文：“推动71个两新工委成员单位与82个两新党组织结对共建”。';
const chaoan = '原文：“推动区委两新工委17个成员单位与17家两新党组织结对共建”。';

/** What the article publishes of the city that the ledger of organisations can speak to. */
export function reportChaozhou(writer: LedgerWriter): void {
  writer.figure({
    title: '两新工委成员单位',
    value: '71',
    unit: 'COUNT',
    unit_text: '个',
    period_text: '近年来',
    counted: 'MEMBER_UNITS',
    source: city,
  });
  // Which of the city's and the counties' party organisations are paired, the pairings tell.
  writer.figure({
    title: '结对共建的两新党组织',
    value: '82',
    unit: 'COUNT',
    unit_text: '个',
    period_text: '近年来',
    source: city,
  });
}

export function reportChaoan(writer: LedgerWriter): void {
  writer.figure({
    title: '区委两新工委成员单位',
    value: '17',
    unit: 'COUNT',
    unit_text: '个',
    counted: 'MEMBER_UNITS',
    source: chaoan,
  });
  writer.figure({
    title: '结对共建的两新党组织',
    value: '17',
    unit: 'COUNT',
    unit_text: '家',
    source: chaoan,
  });
}
