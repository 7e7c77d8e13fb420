import { exportRequest, personRef } from "#shared/contracts/keeping.ts";
import { exportPerson } from "#shared/usecases/export-person.ts";
import { Problem } from "../runtime/problem.ts";
import { problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers } from "../runtime/staff.ts";

/** What the law gives a person: all that is kept about them. */
export const exportRoutes = {
  "POST /api/v1/people/{personRef}/export": {
    answer: async ({ ports, staff, path, body, at }) => {
      const parsed = personRef.safeParse(path.personRef);
      if (!parsed.success) throw new Problem("no-such-record");
      const wanted = readBody(exportRequest, body);
      const exported = await exportPerson(ports, staff, parsed.data, wanted, at);
      if (exported.refused) throw problemOf(exported.refused);
      return { status: 200, body: exported.found };
    },
  },
} satisfies StaffHandlers;
