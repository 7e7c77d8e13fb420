import { roles as everyone } from "#shared/domain/decision.ts";
import {
  allocating,
  caseReaders,
  changed,
  managers,
  read,
  type StaffOperations,
  signedIn,
  withBody,
} from "../operation.ts";

/** Who works here, and the meeting at which they share out the work. */
export const peopleOperations = {
  "GET /api/v1/meetings/next": {
    id: "showNextMeeting",
    summary: "The meeting that sits now, or the next one: its agenda and its minutes",
    roles: caseReaders,
    answer: read("NextMeeting"),
    problems: [...signedIn, "no-service"],
  },
  "POST /api/v1/meetings/{date}/decisions": {
    id: "decideAtMeeting",
    summary: "Record what a meeting decided about a case",
    roles: managers,
    request: "MeetingDecision",
    answer: changed,
    problems: [...allocating, "not-a-meeting-day", "meeting-not-yet"],
  },
  "GET /api/v1/roster": {
    id: "showRoster",
    summary: "Everybody on your council's roster, those who have left included",
    roles: everyone,
    answer: read("Roster"),
    problems: signedIn,
  },
  "PUT /api/v1/roster/{staffId}": {
    id: "recordPost",
    summary: "Record a joiner, a change, or a leaving date",
    roles: ["roster-admin", "service-manager"],
    request: "Post",
    answer: read("StaffMember"),
    problems: [...withBody, "own-deputy", "would-leave-nobody"],
  },
} as const satisfies StaffOperations;
