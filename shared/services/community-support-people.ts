/** The posts of the Community Support Team (CST-09, CST-10). Places and hours are defaults: the source gives none. */
export const communitySupportPeople = {
  fundingStreams: [
    { id: "general-fund", title: "General Fund", serves: "anyone" },
    {
      id: "housing-revenue-account",
      title: "Housing Revenue Account",
      serves: "council-tenancy-at-risk",
    },
  ],
  posts: [
    { id: "manager", title: "Manager", places: 0, weeklyHours: 0, fundingStream: "general-fund" },
    {
      id: "social-worker",
      title: "Social worker",
      places: 12,
      weeklyHours: 26,
      fundingStream: "general-fund",
    },
    {
      id: "support-worker",
      title: "Support worker",
      places: 12,
      weeklyHours: 28,
      fundingStream: "general-fund",
    },
    {
      id: "housing-welfare-officer",
      title: "Housing welfare officer",
      places: 12,
      weeklyHours: 26,
      fundingStream: "general-fund",
    },
    {
      id: "tenancy-sustainment-officer",
      title: "Tenancy sustainment officer",
      places: 12,
      weeklyHours: 26,
      fundingStream: "housing-revenue-account",
    },
  ],
  otherPost: { places: 12, weeklyHours: 26 },
  caseHours: 2,
  offDayReroutes: "urgent",
  allocation: { mostDaysAway: 5, lookAheadDays: 14, fewestDaysLeft: 28, mostSuggested: 3 },
  overrideReasons: [
    "urgent-risk",
    "knows-the-person",
    "nobody-else-fits",
    "others-close-soon",
    "agreed-with-funder",
    "two-workers-needed",
  ],
  handover: {
    reasons: [
      "leaving",
      "long-absence",
      "caseload",
      "skills",
      "conflict-of-interest",
      "person-asked",
      "other",
    ],
  },
  leaverReminderDays: 28,
  actsAsManager: ["supervisor", "service-manager", "director"],
};
