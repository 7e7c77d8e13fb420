import { enterWait } from "#shared/usecases/enter-wait.ts";
import { awaitTask } from "../runtime/task.ts";

export const handler = awaitTask("chase-commitment", enterWait);
