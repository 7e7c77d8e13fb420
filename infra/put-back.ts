import { parseArgs } from "node:util";
import { dynamoClient } from "#shared/adapters/dynamodb/client.ts";
import { putBack } from "#shared/adapters/dynamodb/put-back.ts";

/**
 * `npm run put-back -- --from <restored table> --to <table>`: the step of a restore that AWS has no call for, with the rights of
 * whoever runs it. No function has them. docs/runbook.md says what comes before and after.
 */
const { from, to } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } }).values;
if (!from || !to) {
  console.error("Say which table is put back, and into which: --from <restored table> --to <table>");
  process.exit(1);
}
const { put, taken } = await putBack({ client: dynamoClient(), from, to });
console.info(`${to} holds what ${from} holds: ${put} items. ${taken} that came later were taken away.`);
