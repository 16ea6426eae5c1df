import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

/** A deployment before it has an address. */
export interface PlannedDeployment {
  /** Also the audience of its assertions. */
  name: string;
  jurisdictions: readonly JurisdictionCode[];
}

/** The same jurisdictions, spread evenly over so many deployments. */
export function spread(codes: readonly JurisdictionCode[], shards: number): PlannedDeployment[] {
  if (!Number.isInteger(shards) || shards < 1 || shards > codes.length) {
    throw new Error(`Expected 1 to ${codes.length} shards; received ${shards}.`);
  }
  return Array.from({ length: shards }, (_, index) => ({
    name: `bench-${shards}-${index + 1}`,
    jurisdictions: codes.filter((_, position) => position % shards === index),
  }));
}

/**
 * Connections that each of so many deployments on one machine may open: together about two hundred, but never so few that a
 * call waits for its connection longer than the deployment allows.
 */
export function poolSize(shards: number): number {
  return Math.max(4, Math.min(16, Math.floor(200 / shards)));
}
