/** How much a coded answer counts, by its word; one that is not named counts nothing. */
type Points = Readonly<Partial<Record<string, number>>>;

/** What puts a case further up the queue of a meeting (service policy): never negative, so that nothing counts against anybody. */
export interface RankingPoints {
  readonly acuteRiskNow: Points;
  readonly urgency: Points;
  readonly tenure: Points;
  /** Once, where the same person may have been supported before (STG-09). */
  readonly reEntry: number;
  readonly eachWorkingDay: number;
  readonly eachMeeting: number;
  readonly eachDeferral: number;
}
