import { whyRead } from "../keeping.ts";
import {
  managers,
  ofLooking,
  read,
  type StaffOperations,
  signedIn,
  withBody,
  withCase,
} from "../operation.ts";

/** What whoever looks after the machines asks and does, without editing anything by hand. */
export const operatorOperations = {
  "GET /api/v1/operations/stuck": {
    id: "listStuck",
    summary:
      "What is stuck: dead or silent executions, effects owed for long, and what is late past everybody",
    roles: ["operator"],
    answer: read("StuckList"),
    problems: signedIn,
  },
  "GET /api/v1/cases/{caseRef}/operation": {
    id: "showOperation",
    summary: "What runs for a case and what is still to be done for it; nothing of the person",
    roles: [...managers, "operator"],
    query: whyRead,
    answer: read("Operation"),
    problems: ofLooking,
  },
  "POST /api/v1/cases/{caseRef}/retry": {
    id: "retryCase",
    summary: "Begin a stuck execution anew, or try again what was given up on",
    roles: [...managers, "operator"],
    request: "Retrying",
    answer: read("Retried"),
    problems: [...withCase, "nothing-to-retry", "retried-just-now"],
  },
  "POST /api/v1/operations/restores": {
    id: "recordRestore",
    summary:
      "Say that the tables were put back: every case is backed again, and staff see which hours may be missing",
    roles: ["operator"],
    request: "Restoring",
    answer: read("RestoreStanding"),
    problems: [...withBody, "not-yet"],
  },
  "POST /api/v1/operations/restores/senders-asked": {
    id: "recordSendersAsked",
    summary: "Say that every sender was asked for what they sent in the hours that are missing",
    roles: ["operator"],
    request: "SendersAsked",
    answer: read("RestoreStanding"),
    problems: withBody,
  },
} as const satisfies StaffOperations;
