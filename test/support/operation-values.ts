import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';

/** A whole number from 0 to `most`, both included; 0 is the plainest choice, so that a failing operation shrinks. */
export type Draw = (most: number) => number;

/** Values that exist in the data under test, so that random operations find something. */
export interface Pools {
  codes: readonly string[];
  /** Ids by the name of their type. */
  ids: Readonly<Record<string, readonly string[]>>;
  /** Parts of names and titles. */
  texts: readonly string[];
  /** By the name of the input field: towns, divisions, credit codes. */
  words: Readonly<Record<string, readonly string[]>>;
  dates: readonly string[];
  /** A day on which all records were there. */
  now: string;
  moments: readonly string[];
}

/** Once in so many values one is wrong. */
const wrongOneIn = 50;
const mostItems = 3;

/** Which type's ids an input of this name takes. */
const idTypes: Readonly<Record<string, string>> = {
  unit: 'MemberUnit',
  department: 'MemberUnit',
  beneficiaryOrganisation: 'Organisation',
  promotedBy: 'MemberUnit',
  organisation: 'Organisation',
  partyOrganisation: 'PartyOrganisation',
  pairing: 'Pairing',
  pairingUnit: 'MemberUnit',
  sourceUnit: 'MemberUnit',
  campaign: 'Campaign',
  instructor: 'Instructor',
  run: 'MatchingRun',
};

/** Random JSON values for inputs, drawn from what is in the data. */
export class Values {
  private readonly pools: Pools;
  private readonly draw: Draw;
  private wronged = false;

  constructor(pools: Pools, draw: Draw) {
    this.pools = pools;
    this.draw = draw;
  }

  /**
   * Whether something shall be wrong here, once in so many times: both sides have to refuse it in the same way. Once per
   * operation at most: which of two faults is named first is nobody's promise.
   */
  wrong(oneIn: number): boolean {
    if (this.draw(oneIn) < oneIn || this.wronged) return false;
    this.wronged = true;
    return true;
  }

  /** @param target the type that the field answers: an `id` is one of its ids. Undefined where nothing sensible is known. */
  of(type: GraphQLInputType, name: string, target: string): unknown {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return this.list(nullable.ofType, name, target);
    if (isEnumType(nullable)) return this.oneOf(nullable.getValues()).name;
    if (isInputObjectType(nullable)) {
      const entries: [string, unknown][] = [];
      for (const field of Object.values(nullable.getFields())) {
        if (!isRequiredInputField(field) && this.draw(4) < 4) continue;
        const value = this.of(field.type, field.name, target);
        if (value !== undefined) entries.push([field.name, value]);
      }
      return Object.fromEntries(entries);
    }
    switch (nullable.name) {
      case 'ID':
        return this.identifier(name, target);
      case 'Boolean':
        return this.draw(1) === 1;
      case 'Int':
        // Of a definition there are one or two.
        return name === 'version' ? 1 + this.draw(1) : this.draw(60);
      case 'Date':
        // Most records were made after the days that they tell of.
        return name === 'asOf' && this.draw(2) > 0 ? this.pools.now : this.oneOf(this.pools.dates);
      case 'DateTime':
        return this.oneOf(this.pools.moments);
      case 'String':
        return this.oneOf(this.pools.words[name] ?? this.pools.texts);
      default:
        return undefined;
    }
  }

  private list(item: GraphQLInputType, name: string, target: string): unknown[] | undefined {
    // A code twice asks no more than once does; an empty list of dimensions is one group over all.
    const items = Array.from({ length: this.draw(mostItems) }, () => this.of(item, name, target));
    if (items.length === 0 && name !== 'by') items.push(this.of(item, name, target));
    return items.some((each) => each === undefined) ? undefined : items;
  }

  private identifier(name: string, target: string): string | undefined {
    if (name === 'code' || name === 'jurisdictions' || name === 'jurisdiction') {
      return this.wrong(wrongOneIn) ? this.oneOf(['110000', '44510', '']) : this.oneOf(this.pools.codes);
    }
    const pool = this.pools.ids[name === 'id' ? target : (idTypes[name] ?? '')];
    if (!pool || pool.length === 0) return undefined;
    const id = this.oneOf(pool);
    return this.wrong(wrongOneIn) ? this.oneOf(['nobody', `${id.slice(0, -1)}0`]) : id;
  }

  private oneOf<Item>(items: readonly Item[]): Item {
    return items[this.draw(items.length - 1)]!;
  }
}
