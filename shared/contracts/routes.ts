import { caseOperations } from "./areas/cases.ts";
import { measureOperations } from "./areas/measures.ts";
import { meetingOperations } from "./areas/meetings.ts";
import { operatorOperations } from "./areas/operations.ts";
import { oversightOperations } from "./areas/oversight.ts";
import { peopleOperations } from "./areas/people.ts";
import { planOperations } from "./areas/plan.ts";
import { quarantineOperations } from "./areas/quarantine.ts";
import { recordOperations } from "./areas/records.ts";
import { workOperations } from "./areas/work.ts";

/**
 * The HTTP routes, once: the API is synthesized from these lists, and the handlers of each area are a record keyed by
 * its routes, so a route without a handler does not compile.
 */
export const webhookRoute = "POST /webhooks/referrals/{source}";

/** The parts of the staff API; each is served by a function of its own, `staff-<area>`. */
export const areas = {
  cases: caseOperations,
  people: peopleOperations,
  meetings: meetingOperations,
  records: recordOperations,
  work: { ...planOperations, ...workOperations },
  oversight: oversightOperations,
  operations: operatorOperations,
  quarantine: quarantineOperations,
  measures: measureOperations,
} as const;
export type Area = keyof typeof areas;
export const areaNames = Object.keys(areas) as readonly Area[]; // The keys of a literal are its names.

export type StaffRoute = { [Name in Area]: keyof (typeof areas)[Name] }[Area];
const routesOf = (area: Area) => Object.keys(areas[area]) as readonly StaffRoute[];

export const routesByArea: Readonly<Record<Area, readonly StaffRoute[]>> = {
  cases: routesOf("cases"),
  people: routesOf("people"),
  meetings: routesOf("meetings"),
  records: routesOf("records"),
  work: routesOf("work"),
  oversight: routesOf("oversight"),
  operations: routesOf("operations"),
  quarantine: routesOf("quarantine"),
  measures: routesOf("measures"),
};
export const staffRoutes: readonly StaffRoute[] = Object.values(routesByArea).flat();

/** Answered to anybody, without a token: the description of the API itself, which holds nothing about anyone. */
export const openRoutes = ["GET /api/v1/openapi.json"] as const;

export type OpenRoute = (typeof openRoutes)[number];

/** Every route that there is. */
export type Route = typeof webhookRoute | StaffRoute | OpenRoute;
