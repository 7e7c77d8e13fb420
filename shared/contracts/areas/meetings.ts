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

const ofMeeting = [...signedIn, "does-not-fit", "not-a-meeting-day"] as const;
const duringMeeting = [...withBody, "not-a-meeting-day", "meeting-passed"] as const;
const minuting = [...withBody, "not-a-meeting-day", "meeting-not-yet", "meeting-not-held"] as const;

/** The meeting at which the work is shared out (CST-06). */
export const meetingOperations = {
  "GET /api/v1/meetings/next": {
    id: "showNextMeeting",
    summary: "The pack of the meeting that sits now, or of the next one",
    roles: caseReaders,
    answer: read("Meeting"),
    problems: [...signedIn, "no-service"],
  },
  "GET /api/v1/meetings/{date}": {
    id: "showMeeting",
    summary:
      "The pack of a meeting: who waits, in which order and why, and what came after the agenda closed",
    roles: caseReaders,
    answer: read("Meeting"),
    problems: [...ofMeeting, "no-service"],
  },
  "GET /api/v1/meetings/{date}/minutes": {
    id: "showMinutes",
    summary: "The minutes of a meeting, made from what was recorded at it, as data and as text",
    roles: caseReaders,
    answer: read("Minutes"),
    problems: [...ofMeeting, "no-service"],
  },
  "POST /api/v1/meetings/{date}/open": {
    id: "openMeeting",
    summary: "Open a meeting, with who is there and who chairs; its agenda is frozen",
    roles: managers,
    request: "Attendance",
    answer: read("Meeting"),
    problems: [...duringMeeting, "no-service", "meeting-not-yet", "meeting-closed", "not-on-roster"],
  },
  "POST /api/v1/meetings/{date}/take-in": {
    id: "takeIntoMeeting",
    summary: "Take a case into a meeting whose agenda had closed before it came",
    roles: managers,
    request: "TakingIn",
    answer: changed,
    problems: [
      ...duringMeeting,
      "not-found",
      "own-conflict",
      "meeting-not-yet",
      "meeting-closed",
      "already-decided",
      "nothing-to-decide",
    ],
  },
  "POST /api/v1/meetings/{date}/order": {
    id: "moveOnAgenda",
    summary: "Put a case at another place of the agenda, and say why",
    roles: managers,
    request: "Moving",
    answer: read("Meeting"),
    problems: [...duringMeeting, "no-service", "meeting-closed", "not-on-agenda", "no-such-place"],
  },
  "POST /api/v1/meetings/{date}/decisions": {
    id: "decideAtMeeting",
    summary: "Record what a meeting decided about a case",
    roles: managers,
    request: "MeetingDecision",
    answer: changed,
    problems: [...allocating, "meeting-not-yet", "meeting-passed", "meeting-closed"],
  },
  "POST /api/v1/meetings/{date}/close": {
    id: "closeMeeting",
    summary: "Close a meeting; what it did not reach is on the agenda of the next",
    roles: managers,
    request: "Confirmation",
    answer: read("Meeting"),
    problems: [...minuting, "no-service"],
  },
  "POST /api/v1/meetings/{date}/corrections": {
    id: "correctMinutes",
    summary: "Add a correction to the minutes of a meeting; nothing in them is changed",
    roles: managers,
    request: "MinutesCorrection",
    answer: read("Minutes"),
    problems: [...minuting, "no-service"],
  },
} as const satisfies StaffOperations;
