import { httpHandler } from "../runtime/http.ts";
import { takeReferral } from "./take-referral.ts";

export const handler = httpHandler(takeReferral());
