/** Unified social credit codes. Source: GB 32100-2015; the organisation code within: GB 11714-1997. Pure. */

export type CreditCodeCheck =
  | { kind: 'valid'; code: string }
  /** The shape is right, a check character is not: such codes exist, so they are taken with a warning. */
  | { kind: 'doubtful'; code: string; expected: string; reason: string }
  | { kind: 'malformed' };

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const shape = /^[0-9A-HJ-NPQRTUWXY]{18}$/;

export function checkCreditCode(text: string): CreditCodeCheck {
  const code = text.trim().toUpperCase();
  if (!shape.test(code)) return { kind: 'malformed' };
  const whole = checkCharacter(code) === code[17];
  const within = organisationCodeHolds(code.slice(8, 17));
  if (whole && within) return { kind: 'valid', code };
  if (whole) {
    return {
      kind: 'doubtful',
      code,
      expected: 'an organisation code (characters 9 to 17) whose check character fits GB 11714-1997',
      reason: '统一社会信用代码中的主体标识码（第 9 至 17 位）校验位不符，请核对证照',
    };
  }
  return {
    kind: 'doubtful',
    code,
    expected: `check character ${checkCharacter(code)} (GB 32100-2015)`,
    reason: within
      ? '统一社会信用代码校验位不符，但主体标识码有效（可能为早期试点代码），请核对证照'
      : '统一社会信用代码校验位不符，请核对证照',
  };
}

function checkCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31]!;
}

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** Whether the ninth character of an organisation code checks the first eight. */
function organisationCodeHolds(code: string): boolean {
  const sum = organisationWeights.reduce(
    (total, weight, index) => total + weight * Number.parseInt(code[index]!, 36),
    0,
  );
  const check = 11 - (sum % 11);
  return code[8] === (check === 10 ? 'X' : check === 11 ? '0' : String(check));
}
