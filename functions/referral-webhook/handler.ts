import { httpHandler } from "../runtime/http.ts";
import { realInputs, takeReferral } from "./take-referral.ts";

export const handler = httpHandler(takeReferral(realInputs()));
