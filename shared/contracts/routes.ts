/**
 * The HTTP routes, once: the API is synthesized from this list, and the handlers are a record keyed by it, so a
 * route without a handler does not compile.
 */
export const webhookRoute = "POST /webhooks/referrals/{source}";

export const staffRoutes = [
  "GET /api/v1/cases",
  "GET /api/v1/cases/{caseRef}",
  "POST /api/v1/cases/{caseRef}/decision",
  "POST /api/v1/cases/{caseRef}/confirmation",
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/worker",
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/supervisor",
  "POST /api/v1/cases/{caseRef}/closure",
  "POST /api/v1/cases/{caseRef}/closure/consultations",
  "POST /api/v1/cases/{caseRef}/closure/decision",
  "POST /api/v1/cases/{caseRef}/closure/withdrawal",
  "GET /api/v1/meetings/next",
  "POST /api/v1/meetings/{date}/decisions",
  "GET /api/v1/quarantine",
  "GET /api/v1/quarantine/{reference}",
  "POST /api/v1/quarantine/{reference}/mend",
  "POST /api/v1/quarantine/{reference}/accept",
  "POST /api/v1/quarantine/{reference}/discard",
  "GET /api/v1/roster",
  "PUT /api/v1/roster/{staffId}",
] as const;

export type StaffRoute = (typeof staffRoutes)[number];

/** Answered to anybody, without a token: the description of the API itself, which holds nothing about anyone. */
export const openRoutes = ["GET /api/v1/openapi.json"] as const;

export type OpenRoute = (typeof openRoutes)[number];

/** Every route that there is. */
export type Route = typeof webhookRoute | StaffRoute | OpenRoute;
