/** What gateway and deployment must agree on about one shard call. Changing a value breaks every county. */
export const wire = {
  assertionIssuer: 'jiedui-gateway',
  clientAudience: 'jiedui',
  /** Longest life of an assertion. Unit: seconds. */
  assertionLifetime: 60,
  /** How far two clocks may differ. Unit: seconds. */
  clockTolerance: 30,
  deadlineHeader: 'x-jiedui-deadline-ms',
  correlationHeader: 'x-jiedui-correlation-id',
  /** The name of the client's operation, for the log alone: nobody vouches for it. */
  operationHeader: 'x-jiedui-operation',
} as const;
