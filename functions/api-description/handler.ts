import { openApi } from "#shared/contracts/openapi.ts";
import { httpHandler } from "../runtime/http.ts";

const description = openApi();

/** The description of the API, the same for everybody: it is told nothing of the request, and reaches no port. */
export const handler = httpHandler(async () => ({ status: 200, body: description }));
