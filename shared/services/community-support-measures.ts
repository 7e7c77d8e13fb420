/**
 * What is measured for whoever pays. The figures that the Housing Revenue Account's SLA asks for are not public
 * (CST-11), so all of them are given, and the days and targets are defaults of ours.
 */
export const communitySupportMeasures = {
  answerWithinWorkingDays: 10,
  mostMonths: 24,
  outside: { fewerThan: 5, roundTo: 5 },
  agreements: [
    { fundingStream: "any", measures: "all", targets: { "reviews-on-time-share": { atLeast: 90 } } },
    {
      fundingStream: "housing-revenue-account",
      measures: "all",
      targets: {
        "answered-in-time-share": { atLeast: 95 },
        "working-days-to-allocation-median": { atMost: 10 },
        "reviews-on-time-share": { atLeast: 90 },
      },
    },
  ],
} as const;
