import {
  attendance,
  confirmation,
  meetingDecision,
  minutesCorrection,
  moving,
  parameters,
  takingIn,
} from "#shared/contracts/api.ts";
import type { CalendarDay } from "#shared/domain/calendar-day.ts";
import { type Refusal, refuse } from "#shared/domain/decision.ts";
import type { AllocationMeeting } from "#shared/domain/meeting.ts";
import { isMeetingDay } from "#shared/domain/meeting-calendar.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { decideAllocation, takeIn } from "#shared/usecases/decide-allocation.ts";
import { closeMeeting, correctMinutes, moveOnAgenda, openMeeting } from "#shared/usecases/hold-meeting.ts";
import { meetingNow, readMeeting } from "#shared/usecases/read-meeting.ts";
import { readMinutes } from "#shared/usecases/read-minutes.ts";
import type { Reply } from "../runtime/http.ts";
import { Problem } from "../runtime/problem.ts";
import { problemOf } from "../runtime/refusals.ts";
import { read, readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";
import { changedCase } from "../runtime/standing.ts";

function policyFor({ ports, staff }: StaffRequest): Policy {
  const policy = ports.policies.find(({ council }) => council === staff.council);
  if (!policy) throw new Problem("no-service");
  return policy;
}

const dayIn = ({ path }: StaffRequest): CalendarDay =>
  read(parameters.date, path.date, "the date in the address");

/** The pack as it stands after a change, so that whoever runs the meeting sees what they did. */
async function changedMeeting(
  request: StaffRequest,
  policy: Policy,
  day: CalendarDay,
  changed: { readonly state?: AllocationMeeting; readonly refused?: Refusal },
): Promise<Reply> {
  if (changed.refused) throw problemOf(changed.refused);
  return { status: 200, body: await readMeeting(request.ports, request.staff, policy, day, request.at) };
}

function aMeetingDay(policy: Policy, day: CalendarDay): CalendarDay {
  if (!isMeetingDay(policy, day)) throw problemOf(refuse("not-a-meeting-day", { day }).refused);
  return day;
}

export const meetingRoutes = {
  "GET /api/v1/meetings/next": {
    answer: async (request) => {
      const policy = policyFor(request);
      const { ports, staff, at } = request;
      return {
        status: 200,
        body: await readMeeting(ports, staff, policy, await meetingNow(ports, policy, at), at),
      };
    },
  },
  "GET /api/v1/meetings/{date}": {
    answer: async (request) => {
      const policy = policyFor(request);
      const day = aMeetingDay(policy, dayIn(request));
      return { status: 200, body: await readMeeting(request.ports, request.staff, policy, day, request.at) };
    },
  },
  "GET /api/v1/meetings/{date}/minutes": {
    answer: async (request) => {
      const policy = policyFor(request);
      const day = aMeetingDay(policy, dayIn(request));
      return { status: 200, body: await readMinutes(request.ports, request.staff, policy, day, request.at) };
    },
  },
  "POST /api/v1/meetings/{date}/open": {
    answer: async (request) => {
      const { ports, staff, at, body } = request;
      const policy = policyFor(request);
      const day = dayIn(request);
      const opened = await openMeeting(ports, staff, policy, day, readBody(attendance, body), at);
      return changedMeeting(request, policy, day, opened);
    },
  },
  "POST /api/v1/meetings/{date}/take-in": {
    answer: async (request) => {
      const { ports, staff, at, body } = request;
      const day = dayIn(request);
      return changedCase(await takeIn(ports, staff, day, readBody(takingIn, body).caseRef, at));
    },
  },
  "POST /api/v1/meetings/{date}/order": {
    answer: async (request) => {
      const { ports, staff, at, body } = request;
      const policy = policyFor(request);
      const day = dayIn(request);
      const moved = await moveOnAgenda(ports, staff, policy, day, readBody(moving, body), at);
      return changedMeeting(request, policy, day, moved);
    },
  },
  "POST /api/v1/meetings/{date}/decisions": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const meeting = dayIn(request);
      const { caseRef, ...choice } = readBody(meetingDecision, body);
      return changedCase(await decideAllocation(ports, staff, caseRef, choice, meeting, at));
    },
  },
  "POST /api/v1/meetings/{date}/close": {
    answer: async (request) => {
      const { ports, staff, at, body } = request;
      readBody(confirmation, body === "" ? "{}" : body);
      const policy = policyFor(request);
      const day = dayIn(request);
      return changedMeeting(request, policy, day, await closeMeeting(ports, staff, policy, day, at));
    },
  },
  "POST /api/v1/meetings/{date}/corrections": {
    answer: async (request) => {
      const { ports, staff, at, body } = request;
      const policy = policyFor(request);
      const day = dayIn(request);
      const { words } = readBody(minutesCorrection, body);
      const corrected = await correctMinutes(ports, staff, policy, day, words, at);
      if (corrected.refused) throw problemOf(corrected.refused);
      return { status: 200, body: await readMinutes(ports, staff, policy, day, at) };
    },
  },
} satisfies StaffHandlers;
