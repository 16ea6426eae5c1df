import type { Problems } from '@jiedui/kit/problem';
import { Field, Float } from 'type-graphql';

/** Where something is, WGS-84, in degrees; both or neither. */
export interface PlaceFacts {
  latitude?: number | null | undefined;
  longitude?: number | null | undefined;
}

const bounds = { latitude: ['纬度', 90], longitude: ['经度', 180] } as const;

export function checkPlace(
  problems: Pick<Problems<keyof PlaceFacts>, 'refuse'>,
  { latitude = null, longitude = null }: PlaceFacts,
): void {
  for (const [field, value] of Object.entries({ latitude, longitude }) as [
    keyof PlaceFacts,
    number | null,
  ][]) {
    const [label, most] = bounds[field];
    if (value !== null && !(Math.abs(value) <= most)) {
      const reason = `${label}应为 -${most} 至 ${most} 度（WGS-84）`;
      problems.refuse(field, 'OUT_OF_RANGE', `-${most} to ${most} degrees (WGS-84)`, value, reason);
    }
    if (value === null && (latitude ?? longitude) !== null) {
      problems.refuse(field, 'REQUIRED', 'both coordinates, or neither', value, '经度与纬度应同时填写');
    }
  }
}

/** `@Field(…) latitude` of records and inputs alike. */
export function LatitudeField(): PropertyDecorator {
  return Field(() => Float, {
    nullable: true,
    description:
      '纬度，度（WGS-84），与经度同时填写。The latitude in degrees (WGS-84); with the longitude, or not at all.',
  }) as PropertyDecorator;
}

/** `@Field(…) longitude` of records and inputs alike. */
export function LongitudeField(): PropertyDecorator {
  return Field(() => Float, {
    nullable: true,
    description:
      '经度，度（WGS-84），与纬度同时填写。The longitude in degrees (WGS-84); with the latitude, or not at all.',
  }) as PropertyDecorator;
}
