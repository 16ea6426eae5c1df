import type { Point } from './facts.ts';

/** The mean radius of the earth. Unit: kilometres. */
const radius = 6371.0088;
const radians = Math.PI / 180;

/** The great-circle distance by the haversine formula. Unit: kilometres. */
export function kilometresBetween(one: Point, other: Point): number {
  const alpha = Math.sin(((other.latitude - one.latitude) * radians) / 2);
  const beta = Math.sin(((other.longitude - one.longitude) * radians) / 2);
  const square =
    alpha * alpha + Math.cos(one.latitude * radians) * Math.cos(other.latitude * radians) * beta * beta;
  // Antipodes may come out a little above 1.
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(square)));
}
