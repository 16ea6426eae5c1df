import type { LedgerWriter } from '../writer.ts';

const city = '原文：“推动71个两新工委成员单位与82个两新党组织结对共建”。';
const chaoan = '原文：“推动区委两新工委17个成员单位与17家两新党组织结对共建”。';

const sincePairing =
  '原文：“结对共建开展以来，市、县（区）直单位到各结对共建两新党组织联系走访154次，累计协调解决285个问题”。';

/** What the article publishes of the city's units and pairings. */
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
  // Of the city and its counties: what the pairings' own indicators give in sum stands beside them.
  for (const [title, value, unit_text] of [
    ['联系走访', '154', '次'],
    ['协调解决问题', '285', '个'],
  ] as const) {
    writer.figure({
      title,
      value,
      unit: 'COUNT',
      unit_text,
      period_text: '结对共建开展以来',
      source: sincePairing,
    });
  }
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
