/** How much a coded answer counts, by its word; one that is not named counts nothing. */
type Points = Readonly<Partial<Record<string, number>>>;

/** What a notice counts that expires within so many days of the meeting, or has expired. */
interface NoticePoints {
  readonly withinDays: number;
  readonly points: number;
}

/** What puts a case further up the queue of a meeting (service policy): never negative, so that nothing counts against anybody. */
export interface RankingPoints {
  readonly acuteRiskNow: Points;
  readonly urgency: Points;
  readonly tenure: Points;
  /** Whether the home may be lost, as the form says (CST-10). */
  readonly homeAtRisk: Points;
  /** The nearest first, and it counts most; a notice that is further off than any of them counts nothing. */
  readonly notice: readonly NoticePoints[];
  /** Once, where the same person may have been supported before (STG-09). */
  readonly reEntry: number;
  readonly eachWorkingDay: number;
  readonly eachMeeting: number;
  readonly eachDeferral: number;
}
