const line = (id: string, title: string, dates: readonly (readonly [id: string, title: string])[] = []) => ({
  id,
  title,
  dates: dates.map(([date, what]) => ({ id: date, title: what })),
});
const list = (titles: Readonly<Record<string, string>>) =>
  Object.entries(titles).map(([id, title]) => ({ id, title }));

/** What can be true of a contact: in person, by voice, or in writing only. */
const met = { seen: true, spokenTo: true };
const heard = { seen: false, spokenTo: true };
const written = { seen: false, spokenTo: false };

/** Plan and work of the Milton Keynes Community Support Team: the fifteen lines and the early focus are its own. */
export const communitySupportWork = {
  plan: {
    isOwed: true,
    catalogue: [
      line("agency-liaison", "Working with other agencies"),
      line("rent", "Paying the rent"),
      line("arrears", "Clearing arrears"),
      line("benefits", "Claiming benefits"),
      line("inspections-and-repairs", "Inspections, repairs and occupational therapy"),
      line("hygiene", "Hygiene at home"),
      line("networks", "Friends, family and networks"),
      line("moves", "Moving home", [
        ["downsizing-payment-facilitated", "Downsizing payment asked for"],
        ["downsizing-payment-paid", "Downsizing payment paid"],
      ]),
      line("money-management", "Managing money"),
      line("general-practice", "A GP"),
      line("mental-health-through-gp", "Mental health services through the GP"),
      line("capacity-assessment", "Mental Capacity Act assessment: finances, care or tenancy"),
      line("social-care-assessment", "Adult social care assessment"),
      line("education", "Education"),
      line("work", "Work"),
    ],
    earlyFocus: list({
      "gp-registration": "Registered with a GP",
      "substance-misuse-services": "Substance misuse services",
      "mental-health-services": "Mental health services",
    }),
    accommodation: list({
      council: "Council tenancy",
      "housing-association": "Housing association tenancy",
      "private-rented": "Private rented home",
      owned: "Their own home",
      "supported-housing": "Supported housing",
      "residential-care": "Residential care",
      "temporary-accommodation": "Temporary accommodation",
      "staying-with-others": "Staying with others",
      hospital: "Hospital",
      custody: "Custody",
      none: "No home",
    }),
  },
  promisedWithinDays: 240,
  movedWithinDays: 28,
  contact: {
    channels: [
      { id: "visit", title: "A visit", safe: null, ...met },
      { id: "office", title: "At our office or another service", safe: null, ...met },
      { id: "call", title: "A telephone call", safe: "call", ...heard },
      { id: "text", title: "A text message", safe: "text", ...written },
      { id: "email", title: "An e-mail", safe: "email", ...written },
      { id: "letter", title: "A letter", safe: "letter", ...written },
    ],
    places: [
      { id: "home", title: "At home", ...met },
      { id: "street", title: "Outside", ...met },
      { id: "office", title: "At an office", ...met },
      { id: "other-service", title: "At another service", ...met },
      { id: "no-place", title: "Not in a place", ...heard },
    ],
    outcomes: [
      // Somebody may be seen at the window who does not answer.
      { id: "no-answer", title: "No answer", seen: true, spokenTo: false },
      { id: "not-there", title: "Not there", seen: false, spokenTo: false },
      { id: "declined", title: "Did not want to", ...met },
      { id: "brief", title: "A few words", ...met },
      { id: "supported", title: "Support was given", ...met },
      { id: "agreed-next", title: "Agreed what comes next", ...met },
    ],
    unsafeReasons: list({
      "person-asked": "The person asked for it",
      "life-at-risk": "A life was at risk",
      "no-other-way": "There was no other way",
    }),
    notSeenDays: 28,
    tellAgainAfterDays: 14,
  },
  risk: {
    areas: list({
      "self-neglect": "Self-neglect",
      fire: "Fire",
      "from-others": "Harm from others",
      "to-others": "Harm to others",
      "self-harm": "Self-harm",
      health: "Health",
      "substance-misuse": "Alcohol and substances",
      home: "Losing the home",
    }),
    levels: list({ low: "Low", medium: "Medium", high: "High", "very-high": "Very high" }),
    warnings: list({
      "visit-in-pairs": "Visit in pairs",
      "not-at-home": "Do not visit at home",
      animals: "Animals",
      infection: "Infection or infestation",
      weapons: "Weapons",
      "others-in-home": "Others in the home",
    }),
    recordWithinWorkingDays: 2,
    reviewWithinDays: 92,
  },
  // The content of this form is the council's, and is not public (CST-13): these questions only hold its place.
  conversations: [
    {
      tool: "well-12",
      edition: "to-be-filled-in",
      title: "Well 12 (the council fills in its questions)",
      questions: [
        { id: "matters", text: "What matters to you now?", kind: "text", choices: [] },
        { id: "goals", text: "What would you like to be different?", kind: "text", choices: [] },
        {
          id: "going",
          text: "How are things going?",
          kind: "scale",
          choices: list({ badly: "Badly", "so-so": "So-so", well: "Well" }),
        },
      ],
    },
  ],
  readings: [
    {
      tool: "outcome-reading",
      title: "A licensed tool of the council's",
      scores: 10,
      lowest: 1,
      highest: 10,
    },
  ],
  destinations: list({
    "mk-arc": "MK ARC",
    cnwl: "CNWL",
    employment: "Employment support",
    "general-practice": "A GP",
    "social-care": "Adult social care",
    "welfare-rights": "Benefits advice",
    "food-and-fuel": "Help with food and fuel",
  }),
  // Not the council's own words, which are not public: a default that it may change.
  concernResults: list({
    enquiry: "A safeguarding enquiry",
    "other-enquiry": "Looked into in another way",
    advice: "Advice was given",
    "no-action": "Nothing more is done",
  }),
  capacityDecisions: list({ finances: "Finances", care: "Care", tenancy: "Tenancy" }),
};
