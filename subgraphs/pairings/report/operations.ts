/**
 * The operations that give a report's numbers again, through the graph or at the owner's own deployment. Each answers with one
 * number and nothing else: whoever asks it need not know where in the answer to look.
 */
export const reportOperations = {
  activities: `query ReportActivities($filter: ActivityFilter, $asOf: Date, $jurisdictions: [ID!]) {
  activityGroups(by: [], filter: $filter, asOf: $asOf, jurisdictions: $jurisdictions) { count }
}`,
  participants: `query ReportParticipants($filter: ActivityFilter, $asOf: Date, $jurisdictions: [ID!]) {
  activityGroups(by: [], filter: $filter, asOf: $asOf, jurisdictions: $jurisdictions) { participants }
}`,
  obligations: `query ReportObligations($filter: ObligationFilter, $asOf: Date, $jurisdictions: [ID!]) {
  obligationGroups(by: [], filter: $filter, asOf: $asOf, jurisdictions: $jurisdictions) { count }
}`,
  pairings: `query ReportPairings($filter: PairingFilter, $asOf: Date, $jurisdictions: [ID!]) {
  pairingGroups(by: [], filter: $filter, asOf: $asOf, jurisdictions: $jurisdictions) { count }
}`,
  projects: `query ReportProjects($filter: ProjectFilter, $asOf: Date, $jurisdictions: [ID!]) {
  projectGroups(by: [], filter: $filter, asOf: $asOf, jurisdictions: $jurisdictions) { count }
}`,
} as const;
export type ReportOperation = keyof typeof reportOperations;
