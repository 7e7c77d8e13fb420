import { sayDay, sayInstant } from "#shared/domain/calendar-day.ts";
import { outcomeAreas } from "#shared/domain/policy.ts";
import type { LocalHost } from "#test/support/host.ts";
import { sample } from "#test/support/samples.ts";
import { type OpenCase, type ShownCase, violations } from "./invariants.ts";
import type { Narrator } from "./narrator.ts";
import { ada, ben, dutyDesk, manager, must, Person, rosterAdmin, serviceManager } from "./people.ts";

const workerHalf = {
  seen: true,
  spokenTo: true,
  engagement: "in-part",
  goalsAgreed: "no",
  riskChange: "same",
  progress: "One more step than last time.",
};
const supervisorHalf = { agrees: true, comment: "Go on like this." };
const plan = {
  basedOn: 0,
  submit: true,
  accommodation: { kind: "council", words: "The flat that she wants to keep." },
  earlyFocus: {
    "gp-registration": "done",
    "substance-misuse-services": "not-needed",
    "mental-health-services": "person-declines",
  },
  goals: [{ id: "home", agreed: "yes", words: "I want to keep my flat." }],
  objectives: [{ id: "exits", goal: "home", line: "hygiene", words: "Both exits are free." }],
};
const progress = { id: "exits", progress: "better", words: "One more step." };
/** Who offers him support, and how: different people, ways and places, none of them his phone, which others hold. */
const offersToHim = [
  [ben, "visit", "home"],
  [ben, "through-agency", "agency"],
  [ada, "visit", "community"],
  [ada, "through-agency", "agency"],
] as const;
const day = 86_400_000;

/** What was counted on the way; the last line prints it. */
export interface Told {
  readonly referrals: number;
  readonly reviews: number;
}

/**
 * A year of a council, over real HTTP: five referrals and where each leads, Tuesday meetings, twenty-seven fortnights
 * with reviews on time, late, half done and given by a stand-in, two clock changes, Christmas, and two closures.
 * Throws StoryBroken where anything is not as it should be.
 */
export class Story {
  readonly #host: LocalHost;
  readonly #narrator: Narrator;
  readonly #people: (id: string) => Person;
  readonly #found: string[] = [];
  #referrals = 0;
  #reviews = 0;

  constructor(host: LocalHost, narrator: Narrator) {
    this.#host = host;
    this.#narrator = narrator;
    this.#people = (id) => new Person(host, id);
  }

  /** Every violation that was seen on the way, at the end of each chapter and every sixth fortnight. */
  get found(): readonly string[] {
    return this.#found;
  }

  async tell(): Promise<Told> {
    const hoarding = await this.#referralsArrive();
    await this.#meetings(hoarding);
    await this.#anotherForm();
    await this.#fortnights(hoarding, 27);
    await this.#closure(hoarding);
    return { referrals: this.#referrals, reviews: this.#reviews };
  }

  async #referralsArrive(): Promise<string> {
    this.#narrator.chapter("Four referrals arrive");
    await this.#host.until("2026-11-11T10:45:00Z");
    const hoarding = await this.#refer(
      "1-hoarding-council-tenancy",
      "a housing officer refers a tenant whose exits are blocked",
    );
    await this.#host.until("2026-11-12T09:06:00Z");
    const acute = await this.#refer(
      "3-acute-mental-health",
      "a doctor refers somebody who is in danger today",
    );
    await this.#people(dutyDesk).send("POST", `/cases/${acute}/confirmation`, {});
    await this.#narrator.tell("the duty desk has made sure that the crisis service has it, and confirms");
    await this.#host.until("2026-11-13T16:21:00Z");
    const emergency = await this.#refer(
      "2-cuckooing-emergency",
      "the police refer an emergency, on a Friday afternoon",
    );
    await this.#host.until("2026-11-13T17:02:00Z");
    await this.#people(manager).send("POST", `/cases/${emergency}/decision`, {
      decision: "allocate",
      worker: ben,
    });
    await this.#narrator.tell("the manager decides within the two hours, and gives the emergency to Ben");
    await this.#host.until("2026-11-14T13:01:00Z");
    const arrears = await this.#refer(
      "4-rent-arrears-private-tenant",
      "an adviser refers a family with arrears",
    );
    await this.#look();
    this.#arrears = arrears;
    this.#emergency = emergency;
    return hoarding;
  }
  #arrears = "";
  #emergency = "";

  async #meetings(hoarding: string): Promise<void> {
    this.#narrator.chapter("The Tuesday meeting");
    await this.#host.until("2026-11-17T10:20:00Z");
    const decide = (caseRef: string, choice: object) =>
      this.#people(manager).send("POST", "/meetings/2026-11-17/decisions", { caseRef, ...choice });
    const { agenda } = await this.#people(manager).get<{ agenda: readonly unknown[] }>("/meetings/next");
    must(agenda.length === 2, `the agenda has ${agenda.length} cases, and should have two`);
    await decide(hoarding, { decision: "allocate", worker: ada });
    await this.#narrator.tell("the meeting gives the tenant with the blocked exits to Ada");
    await decide(this.#arrears, { decision: "advise", reason: "other-team-fits" });
    await this.#narrator.tell("the meeting advises the adviser that another team fits better");
    await this.#closeMeeting("2026-11-17");
    await this.#look();
  }

  /** A form of another product, read by its mapping; the next meeting looks at it twice. */
  async #anotherForm(): Promise<void> {
    this.#narrator.chapter("A form of another product, and the next meeting");
    await this.#host.until("2026-11-18T14:10:00Z");
    const caseRef = await this.#refer(
      "achieveforms-1",
      "a tenancy officer refers by the council's other form",
    );
    await this.#host.until("2026-11-24T10:15:00Z");
    const decide = (day: string, choice: object) =>
      this.#people(manager).send("POST", `/meetings/${day}/decisions`, { caseRef, ...choice });
    await decide("2026-11-24", { decision: "defer", until: "2026-12-01", reason: "more-information" });
    await this.#narrator.tell("the meeting has not enough time for it, and defers it by a week");
    await this.#closeMeeting("2026-11-24");
    await this.#host.until("2026-12-01T08:55:00Z");
    this.#deferred = caseRef;
    await this.#look();
  }
  #deferred = "";

  async #redirect(): Promise<void> {
    await this.#host.until("2026-12-01T10:15:00Z");
    const choice = { decision: "redirect", reason: "other-team-fits" };
    const decision = { caseRef: this.#deferred, ...choice };
    await this.#people(manager).send("POST", "/meetings/2026-12-01/decisions", decision);
    await this.#narrator.tell("the meeting finds that another team fits better, and redirects it");
    await this.#closeMeeting("2026-12-01");
  }

  /** A meeting that is not closed is chased, as it should be. */
  async #closeMeeting(day: string): Promise<void> {
    await this.#people(manager).send("POST", `/meetings/${day}/close`, {});
  }

  async #fortnights(hoarding: string, count: number): Promise<void> {
    this.#narrator.chapter(`${count} fortnights`);
    for (let n = 1; n <= count; n++) {
      await this.#absence(n);
      const { review, nextStep } = await this.#shown(hoarding);
      must(
        review?.cycle === n && nextStep !== null,
        `the open review is ${review?.cycle}, and should be ${n}`,
      );
      must(/09:00$/.test(sayInstant(nextStep.due)), "the review is not due at nine in London");
      await this.#fortnight(hoarding, n, nextStep.due);
      if (n === 1) await this.#plan(hoarding);
      if (n === 1) await this.#redirect();
      if (n === 3) await this.#closeForNonEngagement();
      if (n % 6 === 0) await this.#look();
    }
  }

  /** Ada is away from the fifteenth fortnight to the seventeenth: her post ends, and begins again. */
  async #absence(n: number): Promise<void> {
    if (n !== 15 && n !== 18) return;
    const { staff } = await this.#people(rosterAdmin).get<{ staff: readonly Record<string, unknown>[] }>(
      "/roster",
    );
    const { staffId: _, ...post } = staff.find(({ staffId }) => staffId === ada) ?? {};
    const leavesOn = n === 15 ? (await this.#host.now()).slice(0, 10) : null;
    await this.#people(rosterAdmin).send("PUT", `/roster/${ada}`, { ...post, leavesOn });
    await this.#narrator.tell(n === 15 ? "Ada is away from tomorrow; Ben stands in" : "Ada is back");
  }

  /** One fortnight: mostly on time; every seventh late; every ninth with one half missing for some days. */
  async #fortnight(caseRef: string, cycle: number, due: string): Promise<void> {
    const isLate = cycle % 7 === 0;
    const isHalfDone = cycle % 9 === 0;
    const worker = cycle >= 15 && cycle < 18 ? ben : ada;
    const give = (part: "worker" | "supervisor", by: string, half: object) =>
      this.#people(by).send("POST", `/cases/${caseRef}/reviews/${cycle}/${part}`, half);
    await this.#pass(due, isLate ? 2 * day : 60 * 60_000);
    await give("worker", worker, cycle === 1 ? workerHalf : { ...workerHalf, objectives: [progress] });
    if (isHalfDone) {
      await this.#narrator.tell(`the worker has given a half of review ${cycle}; the other is missing`);
      await this.#pass(due, 4 * day);
    }
    await give("supervisor", manager, supervisorHalf);
    this.#reviews++;
    const how = isLate ? "late" : isHalfDone ? "once the second half had come" : "on time";
    await this.#narrator.tell(
      `review ${cycle}, due on ${sayDay(due.slice(0, 10) as `${number}-${number}-${number}`)}, is complete ${how}`,
    );
  }

  /** The plan that is owed from the allocation on: Ada writes it, and her supervisor approves it. */
  async #plan(caseRef: string): Promise<void> {
    await this.#people(ada).send("PUT", `/cases/${caseRef}/plan`, plan);
    await this.#people(manager).send("POST", `/cases/${caseRef}/plan/decision`, {
      version: 1,
      decision: "approve",
      words: "Clear and kind.",
    });
    await this.#narrator.tell("Ada has made a plan with the tenant, and her supervisor approves it");
    await this.#keepPromises(caseRef, ada);
  }

  /** Whatever somebody promised by hand, and what agencies offered, has come about. */
  async #keepPromises(caseRef: string, worker: string): Promise<void> {
    const { commitments } = await this.#shown(caseRef);
    for (const { id } of commitments.filter(({ kind }) => ["agency-offer", "action"].includes(kind))) {
      const said = { outcome: "kept", words: "It was done." };
      await this.#people(worker).send("POST", `/cases/${caseRef}/commitments/${id}/outcome`, said);
      await this.#narrator.tell(`promise ${id} was kept`);
    }
  }

  async #pass(from: string, ms: number): Promise<void> {
    await this.#host.until(new Date(Date.parse(from) + ms).toISOString());
  }

  /** The emergency case: support was not accepted, and closes only after everybody was asked. */
  async #closeForNonEngagement(): Promise<void> {
    const caseRef = this.#emergency;
    await this.#keepPromises(caseRef, ben);
    await this.#goThePathway(caseRef);
    await this.#people(ben).send("POST", `/cases/${caseRef}/closure`, {
      reason: "offers-not-accepted",
      evidence: "Nine visits with the police, at different hours; he does not want support.",
      agencies: [],
    });
    await this.#narrator.tell("Ben asks to close the emergency case, because support was not accepted");
    await this.#people(manager).send(
      "POST",
      `/cases/${caseRef}/closure/decision`,
      { decision: "close", words: "." },
      422,
    );
    await this.#narrator.tell("the manager may not decide yet: nobody has been asked");
    const { closure } = await this.#people(manager).get<{ closure: { waitingFor: readonly string[] } }>(
      `/cases/${caseRef}`,
    );
    for (const asked of closure.waitingFor) {
      const heard = { with: asked, answer: "agrees", words: "Agreed, with a plan to look in." };
      await this.#people(manager).send("POST", `/cases/${caseRef}/closure/consultations`, heard);
    }
    await this.#narrator.tell(`everybody has been heard: ${closure.waitingFor.join(", ")}`);
    await this.#people(serviceManager).send("POST", `/cases/${caseRef}/closure/decision`, {
      decision: "close",
      words: "Offers stay open; the police will refer again.",
    });
    await this.#narrator.tell("the service manager closes the case");
    await this.#tellAgencies(caseRef, ben);
  }

  /** Agencies that have no address are telephoned by whoever had the case. */
  async #tellAgencies(caseRef: string, worker: string): Promise<void> {
    const { referralRef } = await this.#people(worker).get<{ referralRef: string }>(`/cases/${caseRef}`);
    const at = `/referrals/${referralRef}`;
    type Standing = {
      readonly agencyCall: { readonly agencies: readonly { readonly agency: string }[] } | null;
    };
    const { agencyCall } = await this.#people(worker).get<Standing>(at);
    must(agencyCall !== null, "nobody is to tell the agencies");
    for (const { agency } of agencyCall.agencies) {
      const said = { agency, outcome: "told", spokenAt: await this.#host.now(), words: "They know." };
      await this.#people(worker).send("POST", `${at}/agency-call`, said);
      await this.#narrator.tell(`${agency} is told by telephone`);
    }
  }

  /** Closing for non-engagement is locked until offers were made in different ways, and two questions have answers. */
  async #goThePathway(caseRef: string): Promise<void> {
    const bens = this.#people(ben);
    const evidence = { reason: "offers-not-accepted", evidence: "He does not want support.", agencies: [] };
    await bens.send("POST", `/cases/${caseRef}/closure`, evidence, 422);
    await this.#narrator.tell(
      "Ben may not ask to close it yet: the pathway for non-engagement was not begun",
    );
    await bens.send("POST", `/cases/${caseRef}/non-engagement`, { words: "He does not open the door." });
    for (const [madeBy, channel, place] of offersToHim) {
      const now = await this.#host.now();
      const offer = {
        madeBy,
        day: now.slice(0, 10),
        channel,
        place,
        answer: "declined",
        words: "He said no.",
      };
      // The case is restricted, and Ada is not on its list: what she did is recorded by the manager.
      await this.#people(madeBy === ben ? ben : manager).send("POST", `/cases/${caseRef}/offers`, offer);
      await this.#pass(now, day);
    }
    for (const prompt of ["capacity", "multi-agency-risk"])
      await bens.send("POST", `/cases/${caseRef}/non-engagement/prompts`, {
        prompt,
        answer: "done",
        words: "Done with the police.",
      });
    await this.#outcomes(bens, caseRef);
    await this.#narrator.tell(
      `${offersToHim.length} offers were made by two people, on a day each; both questions have answers`,
    );
  }

  /** What was needed, and what was met: nobody leaves without it. */
  async #outcomes(worker: Person, caseRef: string): Promise<void> {
    const answers = Object.fromEntries(outcomeAreas.map((area) => [area, { identified: false }]));
    const home = { identified: true, achieved: "yes" };
    await worker.send("POST", `/cases/${caseRef}/outcomes`, { answers: { ...answers, home } });
  }

  async #closure(caseRef: string): Promise<void> {
    this.#narrator.chapter("A planned end");
    await this.#outcomes(this.#people(ada), caseRef);
    await this.#people(ada).send("POST", `/cases/${caseRef}/closure`, {
      reason: "functioning-network",
      evidence:
        "Her sister, the neighbours and the fire service look in; the exits have been clear since spring.",
    });
    await this.#narrator.tell("Ada asks to close the case: there is a network that works");
    await this.#host.pass("P2D");
    await this.#people(manager).send("POST", `/cases/${caseRef}/closure/decision`, {
      decision: "close",
      words: "Well done.",
    });
    await this.#narrator.tell("the manager closes the case");
    await this.#tellAgencies(caseRef, ada);
    const before = (await this.#host.inbox()).length;
    await this.#host.pass("P30D");
    must((await this.#host.inbox()).length === before, "a mail went about a closed case");
    await this.#narrator.tell("a month later nothing has been sent, and nothing ticks");
    await this.#look();
  }

  /** Posts a sample, and gives back the reference of its case. */
  async #refer(name: string, what: string): Promise<string> {
    const before = new Set((await this.#open()).map(({ reference }) => reference));
    const body = sample(name);
    const isOtherForm = name.startsWith("achieveforms");
    const answer = await (isOtherForm
      ? this.#host.referByToken("mk-achieveforms", body)
      : this.#host.refer(body));
    must(answer.status === 202, `${name} was answered ${answer.status}: ${answer.text}`);
    this.#referrals++;
    await this.#narrator.tell(what);
    const fresh = (await this.#open()).find(({ reference }) => !before.has(reference));
    must(fresh !== undefined, `${name} opened no case`);
    return fresh.reference;
  }

  async #open(): Promise<readonly OpenCase[]> {
    return (await this.#people(manager).get<{ cases: readonly OpenCase[] }>("/cases")).cases;
  }

  #shown(caseRef: string): Promise<ShownCase> {
    return this.#people(manager).get(`/cases/${caseRef}`);
  }

  async #look(): Promise<void> {
    this.#found.push(...(await violations(this.#host, this.#referrals)));
  }
}
