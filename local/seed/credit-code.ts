const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const bodyAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const bodyWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A unified social credit code (GB 32100-2015) with valid check characters whose organisation number (`DEM` and five
 * digits) was never issued: it belongs to nobody.
 * @param registry the first two characters: 91 enterprise, 51 association, 52 social service institution, 53 foundation.
 */
export function demonstrationCreditCode(registry: string, division: string, number: number): string {
  const body = `DEM${String(number).padStart(5, '0')}`;
  const code = `${registry}${division}${body}${bodyCheck(body)}`;
  return code + checkCharacter(code);
}

/** GB 32100-2015, the 18th character: weights 3^i mod 31. */
export function checkCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31]!;
}

/** GB 11714, the check character of the organisation number. */
function bodyCheck(body: string): string {
  const sum = [...body].reduce(
    (sum, each, index) => sum + bodyAlphabet.indexOf(each) * bodyWeights[index]!,
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}
