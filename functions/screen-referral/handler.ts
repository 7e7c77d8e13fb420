import { screenReferral } from "#shared/usecases/screen-referral.ts";
import { callTask } from "../runtime/task.ts";

export const handler = callTask("screen-referral", screenReferral);
