import { type Operation, read } from "./operation.ts";
import { areas, type Route, type StaffRoute } from "./routes.ts";

// Each area's keys are its routes, and the areas together have each of them.
const staffOperations = Object.assign({}, ...Object.values(areas)) as Readonly<Record<StaffRoute, Operation>>;

/** Every route of the API, once. */
export const operations: Readonly<Record<Route, Operation>> = {
  "POST /webhooks/referrals/{source}": {
    id: "postReferral",
    summary: "Send a referral",
    request: "Referral",
    answer: { status: 202, body: "ReceivedReferral" },
    problems: ["unknown-source", "too-large", "wrong-content-type", "not-signed", "internal"],
  },
  "GET /api/v1/openapi.json": {
    id: "describeApi",
    summary: "This description",
    answer: read("ApiDescription"),
    problems: [],
  },
  ...staffOperations,
};
