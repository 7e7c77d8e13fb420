import type * as z from "zod";
import * as answers from "./answers.ts";
import * as api from "./api.ts";
import * as keeping from "./keeping.ts";
import * as keepingAnswers from "./keeping-answers.ts";
import { measuresCsv, measuresReport, openCasesCsv } from "./measures.ts";
import * as operatorAnswers from "./operator-answers.ts";
import * as planAnswers from "./plan-answers.ts";
import { referralBody } from "./referral.ts";
import { agencyCallEnded } from "./requests/agency-call.ts";
import { amendment } from "./requests/amendment.ts";
import { caseHours } from "./requests/case-hours.ts";
import * as commitments from "./requests/commitments.ts";
import * as emergency from "./requests/emergency.ts";
import * as handover from "./requests/handover.ts";
import * as leaving from "./requests/leaving.ts";
import { personCheck } from "./requests/person-check.ts";
import * as plan from "./requests/plan.ts";
import { referrerCallEnded } from "./requests/referrer-call.ts";
import { reopening } from "./requests/reopening.ts";
import { supervisorHalf, workerHalf } from "./requests/review-halves.ts";
import * as work from "./requests/work.ts";
import { workRecords, workStanding } from "./work-answers.ts";

/** The bodies of requests, by the names under which they are published. */
export const requestSchemas = {
  AllocationChoice: api.allocationChoice,
  MeetingDecision: api.meetingDecision,
  Attendance: api.attendance,
  TakingIn: api.takingIn,
  Moving: api.moving,
  MinutesCorrection: api.minutesCorrection,
  Confirmation: api.confirmation,
  WorkerHalf: workerHalf,
  SupervisorHalf: supervisorHalf,
  ClosureRequest: api.closureRequest,
  AgencyAsked: api.agencyAsked,
  Consultation: api.consultation,
  ClosureDecision: api.closureDecision,
  ClosureWithdrawal: api.closureWithdrawal,
  Reopening: reopening,
  PathwayWords: leaving.pathwayWords,
  PromptAnswer: leaving.promptAnswer,
  SupportOffer: leaving.supportOffer,
  WayOut: leaving.wayOut,
  Outcomes: leaving.outcomes,
  CommitmentMade: commitments.commitmentMade,
  ReferrerCallEnded: referrerCallEnded,
  AgencyCallEnded: agencyCallEnded,
  CommitmentOutcome: commitments.commitmentOutcome,
  CommitmentMoved: commitments.commitmentMoved,
  PersonCheck: personCheck,
  Amendment: amendment,
  PlanWritten: plan.planWritten,
  PlanDecision: plan.planDecision,
  EmergencyCall: emergency.emergencyCall,
  FormAttached: emergency.formAttached,
  Contact: work.contact,
  Risk: work.risk,
  Warning: work.warning,
  Conversation: work.conversation,
  Reading: work.reading,
  ReferralOn: work.referralOn,
  Concern: work.concern,
  CapacityAssessment: work.capacityAssessment,
  Mending: api.mending,
  Discarding: api.discarding,
  Post: api.postRecorded,
  Restriction: keeping.restriction,
  RestrictionLifting: keeping.lifting,
  RestrictionOverride: keeping.override,
  Absence: api.absence,
  CaseHours: caseHours,
  HandoverGiven: handover.handoverGiven,
  HandoverAnswer: handover.handoverAnswer,
  HandoverWithdrawal: handover.handoverWithdrawal,
  Conflict: api.conflict,
  ConflictWithdrawal: api.conflictWithdrawal,
  Correction: keeping.correction,
  ReviewDate: keeping.reviewDate,
  Retrying: keeping.retrying,
  Restoring: keeping.restoring,
  SendersAsked: keeping.sendersAsked,
  ExportRequest: keeping.exportRequest,
  RetentionDecision: keeping.retentionDecision,
  LegalHold: keeping.legalHold,
  Referral: referralBody,
} satisfies Readonly<Record<string, z.ZodType>>;
export type RequestName = keyof typeof requestSchemas;

/** The bodies of answers, and the parts that they share. */
export const answerSchemas = {
  OpenCases: answers.openCases,
  EmergencyRecorded: answers.emergencyRecorded,
  OpenCase: answers.openCase,
  CaseStanding: answers.caseStanding,
  ClosureStanding: answers.closureStanding,
  ShownCase: answers.shownCase,
  HistoryEntry: answers.historyEntry,
  PlanStanding: planAnswers.planStanding,
  ShownPlan: planAnswers.shownPlan,
  Meeting: answers.meeting,
  Minutes: answers.minutes,
  AgendaLine: answers.agendaLine,
  WorkRecords: workRecords,
  WorkStanding: workStanding,
  ReferralStanding: answers.referralStanding,
  Quarantine: answers.quarantine,
  QuarantineStanding: answers.quarantineStanding,
  ShownQuarantined: answers.shownQuarantined,
  MeasuresReport: measuresReport,
  MeasuresCsv: measuresCsv,
  OpenCasesCsv: openCasesCsv,
  Roster: answers.roster,
  StaffMember: answers.staffMember,
  AccessLog: keepingAnswers.accessLog,
  RecordedPost: answers.recordedPost,
  StaffHistory: answers.staffHistory,
  Caseloads: answers.caseloads,
  CaseHistory: keepingAnswers.caseHistory,
  CaseAsAt: keepingAnswers.caseAsAt,
  Operation: operatorAnswers.operation,
  Retried: operatorAnswers.retried,
  StuckList: operatorAnswers.stuckList,
  RestoreStanding: operatorAnswers.restoreStanding,
  PersonExport: keepingAnswers.personExport,
  RetentionList: keepingAnswers.retentionList,
  KeptRecord: keepingAnswers.keptRecord,
  ReceivedReferral: answers.receivedReferral,
  Calendar: answers.calendar,
  ApiDescription: answers.apiDescription,
  Problem: answers.problem,
  GatewayRefusal: answers.gatewayRefusal,
  Instant: answers.instant,
  Day: answers.day,
} satisfies Readonly<Record<string, z.ZodType>>;
export type AnswerName = keyof typeof answerSchemas;
