/** A decimal, exactly: `units` of 10^-`decimals`. What is published is never negative; a difference may be. */
export interface Decimal {
  units: bigint;
  decimals: number;
}

/** Figures are published with two; six leave room. */
export const mostDecimals = 6;

const shape = /^(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,6}))?$/;

/**
 * The decimal in a text such as `82.89`, read to so many decimals: `80` to two is 80.00. Null where the text is no
 * decimal, or has more decimals than that.
 */
export function readDecimal(text: string, decimals: number): Decimal | null {
  const [, whole, fraction = ''] = shape.exec(text) ?? [];
  if (whole === undefined || fraction.length > decimals || decimals > mostDecimals) return null;
  return { units: BigInt(whole + fraction.padEnd(decimals, '0')), decimals };
}

/** `82.89`, with all its decimals. */
export function decimalText({ units, decimals }: Decimal): string {
  if (units < 0n) return `-${decimalText({ units: -units, decimals })}`;
  const digits = String(units).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** As people write it: `80`, not `80.00`. */
export function plainText(decimal: Decimal): string {
  const text = decimalText(decimal);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
