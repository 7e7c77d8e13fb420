import type { StaffArea } from "#functions/runtime/staff.ts";
import { area as cases } from "#functions/staff-cases/area.ts";
import { area as measures } from "#functions/staff-measures/area.ts";
import { area as meetings } from "#functions/staff-meetings/area.ts";
import { area as operationsArea } from "#functions/staff-operations/area.ts";
import { area as oversight } from "#functions/staff-oversight/area.ts";
import { area as people } from "#functions/staff-people/area.ts";
import { area as quarantine } from "#functions/staff-quarantine/area.ts";
import { area as records } from "#functions/staff-records/area.ts";
import { area as work } from "#functions/staff-work/area.ts";
import type { Area } from "#shared/contracts/routes.ts";

const areas: Readonly<Record<Area, StaffArea>> = {
  cases,
  people,
  meetings,
  records,
  work,
  oversight,
  operations: operationsArea,
  quarantine,
  measures,
};

/** Every area of the staff API behind one door, as the gateway puts them. */
export const staffApi: StaffArea = {
  operations: Object.assign({}, ...Object.values(areas).map(({ operations }) => operations)),
  handlers: Object.assign({}, ...Object.values(areas).map(({ handlers }) => handlers)),
};
