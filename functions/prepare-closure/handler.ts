import { prepareClosure } from "#shared/usecases/prepare-closure.ts";
import { callTask } from "../runtime/task.ts";

export const handler = callTask("prepare-closure", prepareClosure);
