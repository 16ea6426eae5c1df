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
  itemsPlanned: `query ReportItemsPlanned($filter: CoBuildingFilter, $jurisdictions: [ID!]) {
  coBuildingGroups(by: [], filter: $filter, jurisdictions: $jurisdictions) { planned }
}`,
  itemsDone: `query ReportItemsDone($filter: CoBuildingFilter, $jurisdictions: [ID!]) {
  coBuildingGroups(by: [], filter: $filter, jurisdictions: $jurisdictions) { done }
}`,
  itemActivities: `query ReportItemActivities($filter: CoBuildingFilter, $jurisdictions: [ID!]) {
  coBuildingGroups(by: [], filter: $filter, jurisdictions: $jurisdictions) { activities }
}`,
} as const;
export type ReportOperation = keyof typeof reportOperations;
