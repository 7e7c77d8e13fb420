const line = (id: string, title: string, dates: readonly (readonly [id: string, title: string])[] = []) => ({
  id,
  title,
  dates: dates.map(([date, what]) => ({ id: date, title: what })),
});
const list = (titles: Readonly<Record<string, string>>) =>
  Object.entries(titles).map(([id, title]) => ({ id, title }));

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
};
