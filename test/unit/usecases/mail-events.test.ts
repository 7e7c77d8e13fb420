import { describe, expect, it } from "vitest";
import { MalformedMailEventError, readMailEvents } from "#shared/contracts/mail-events.ts";
import { requestClosure } from "#shared/usecases/close-case.ts";
import { wantMail } from "#shared/usecases/mail.ts";
import { noteMailEvent } from "#shared/usecases/note-mail-event.ts";
import type { OutsidePorts } from "#shared/usecases/ports.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { gonePathway } from "#test/support/leaving.ts";
import { aBounce, aComplaint, aRejection, fromSns } from "#test/support/mail-events.ts";
import { emergency } from "#test/support/referrals.ts";
import { actor, aPost, council as id, service, team, teamWith } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";

/** The last mail to somebody. */
function mailTo(council: Council, who: string) {
  const address = who.includes("@") ? who : `${who}@team.example`;
  const mail = council.mailer.sent.findLast(({ to }) => to.includes(address));
  if (!mail) throw new Error(`${who} has no mail`);
  return mail;
}
async function said(council: Council, event: unknown) {
  const noted: string[] = [];
  for (const one of readMailEvents(fromSns(event)))
    noted.push(await noteMailEvent(council.ports(), one, council.at));
  return noted.join();
}
const post = async (council: Council, staffId: string) =>
  (await council.store.load<{ deadMailbox?: unknown }>({ council: id, kind: "worker", id: staffId }))?.state;
const police = "liaison@police.example";
/** A service that writes to the police. */
const withPolice = (ports: OutsidePorts): OutsidePorts => ({
  ...ports,
  policies: ports.policies.map((policy) => ({
    ...policy,
    closure: { ...policy.closure, agencies: [{ id: "police", names: ["Police"], email: police }] },
  })),
});
/** That a case has ended, for the police; and how it is restricted. */
const told = (caseRef: string) =>
  ({
    wanted: {
      key: `${caseRef}/closed/police`,
      to: { agency: "police" },
      service,
      message: { kind: "case-closed", caseRef },
    },
    restricted: { reason: "domestic-abuse", by: "mira", at: tuesday, named: [], overrides: [] },
  }) as const;
const died = async (council: Council, staffId: string) =>
  (await council.store.history({ council: id, kind: "worker", id: staffId })).filter(
    ({ type }) => type === "MailboxDied",
  );

describe("Mail to staff that comes back for good", () => {
  it("X-03, F37, I5: goes to whoever stands in at once, the mailbox is dead, and the roster desk knows", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    const subject = `Case ${caseRef} is allocated to you`;
    expect(council.inbox("bram")).toEqual([]);
    expect(await said(council, aBounce(mailTo(council, "anneke")))).toBe("returned");
    expect(council.inbox("bram")).toEqual([subject]);
    expect(council.inbox("roster-desk")).toHaveLength(1);
    expect(await died(council, "anneke")).toMatchObject([{ by: "holdfast", at: tuesday }]);
    expect(await post(council, "anneke")).toMatchObject({ deadMailbox: { since: tuesday } });
  });

  it("A3, F37: and said again by the mail service changes nothing", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    const event = aBounce(mailTo(council, "anneke"));
    await said(council, event);
    const sent = council.mailer.sent.length;
    expect(await said(council, event)).toBe("returned");
    expect(council.mailer.sent).toHaveLength(sent);
    expect(await died(council, "anneke")).toHaveLength(1);
  });

  it("X-03, F37: and every later mail goes to whoever stands in, until the post has a new address", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    await said(council, aBounce(mailTo(council, "anneke")));
    const second = await council.allocated({ submissionId: "another-0001" });
    expect(council.inbox("anneke")).toHaveLength(1);
    expect(council.inbox("bram")).toContain(`Case ${second} is allocated to you`);
    const { refused } = await council.post(
      aPost("anneke", "worker", { deputy: "bram", email: "anneke.new@team.example" }),
    );
    expect(refused).toBeUndefined();
    expect(await post(council, "anneke")).not.toHaveProperty("deadMailbox");
    const third = await council.allocated({ submissionId: "another-0002" });
    expect(council.inbox("anneke.new@team.example")).toEqual([`Case ${third} is allocated to you`]);
  });

  it("X-03, F37: also where the mail service writes the address in capitals, and where a reader calls it spam", async () => {
    for (const event of [aBounce, (mail: ReturnType<typeof mailTo>) => aComplaint(mail)]) {
      const council = await aCouncil({ at: tuesday });
      await council.allocated();
      const mail = mailTo(council, "anneke");
      await said(council, event({ ...mail, to: ["ANNEKE@team.example"] }));
      expect(await died(council, "anneke")).toHaveLength(1);
      expect(council.inbox("bram")).toHaveLength(1);
    }
  });

  it("X-03, F37, I5: a morning's reminders reach whoever stands in the same day, with what they list", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.advance("2026-12-01T09:05:00.000Z");
    const reminders = mailTo(council, "anneke");
    expect(reminders.subject).toBe(`Review due today: case ${caseRef}`);
    await said(council, aBounce(reminders));
    const again = mailTo(council, "bram");
    expect([again.subject, again.text]).toEqual([reminders.subject, reminders.text]);
    expect(again.text).toContain(caseRef);
  });

  it("F37: says nothing of a post that has another address by now, and the mail goes there", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    const mail = mailTo(council, "anneke");
    await council.post(aPost("anneke", "worker", { deputy: "bram", email: "anneke.new@team.example" }));
    await said(council, aBounce(mail));
    expect(await died(council, "anneke")).toEqual([]);
    expect(council.inbox("anneke.new@team.example")).toEqual([mail.subject]);
  });

  it("F37, I5: of several who hold a role only the one is dead, and only their stand-in is told besides", async () => {
    const mira = aPost("mira", "manager", { deputy: "juno" });
    const council = await aCouncil({ at: tuesday, roster: teamWith(mira, aPost("otto", "manager")) });
    const caseRef = await council.refer(emergency);
    await said(council, aBounce(mailTo(council, "mira"), "Permanent", ["mira@team.example"]));
    expect(await died(council, "otto")).toEqual([]);
    const alert = `Emergency, case ${caseRef}`;
    expect(["otto", "juno"].map((who) => council.inbox(who))).toEqual([[alert], [alert]]);
  });

  it("F37, I5: goes from a dead stand-in to the next, and where every mailbox is dead it is an error that rings", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    await said(council, aBounce(mailTo(council, "anneke")));
    await said(council, aBounce(mailTo(council, "bram")));
    expect(council.inbox("duty-desk")).toHaveLength(1);
    const deadMailbox = { since: tuesday };
    for (const member of council.roster.filter(({ staffId }) => staffId !== "duty-desk"))
      await council.place({ ...member, deadMailbox });
    const sent = council.mailer.sent.length;
    const last = said(council, aBounce(mailTo(council, "duty-desk")));
    await expect(last).rejects.toMatchObject({ name: "NobodyToTellError" });
    // The one notice to the roster desk: the mail itself goes round no further.
    expect(council.mailer.sent.slice(sent).map(({ subject }) => subject)).toEqual([
      expect.stringContaining("duty-desk"),
    ]);
  });
});

describe("Mail to somebody outside that comes back for good", () => {
  const referrer = "odile.farrant@housing.example";

  it("F37, CST-07: becomes a telephone task of the duty desk, and a line of the case's history, once", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.refer();
    const event = aBounce(mailTo(council, referrer));
    await said(council, event);
    await said(council, event);
    const tasks = council.mailer.sent.filter(({ to }) => to.includes("duty-desk@team.example"));
    expect(tasks.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Referral R-\w+: please telephone the referrer$/),
    ]);
    expect(tasks[0]?.text).toContain("our mail to them came back");
    const lines = (await council.history(caseRef)).filter(({ type }) => type === "MailReturned");
    expect(lines.map(({ facts }) => facts)).toEqual([{ mail: event.mail.tags.mail[0], to: "referrer" }]);
    expect(await Promise.all(team.map(({ staffId }) => died(council, staffId)))).toEqual(team.map(() => []));
  });

  it("F37, X-05: is the manager's to do where the case is restricted, and says nothing of which agency it was", async () => {
    const council = await aCouncil({ at: tuesday, between: withPolice });
    const caseRef = await council.allocated();
    const { wanted, restricted } = told(caseRef);
    await wantMail(council.ports(), id, wanted, tuesday);
    const held = await council.document(caseRef);
    await council.store.replace({ ...held, version: held.version + 1, state: { ...held.state, restricted } });
    const mail = mailTo(council, police);
    await said(council, aBounce(mail));
    expect(council.inbox("duty-desk").join()).not.toContain("an agency");
    const task = mailTo(council, "mira");
    expect(task.subject).toMatch(/please telephone an agency$/);
    expect(`${task.subject} ${task.text}`).not.toMatch(/police/i);
  });

  it("F37, CST-19: an agency whose mail about a closure came back has not been asked", async () => {
    const council = await aCouncil({ at: tuesday, between: withPolice });
    const caseRef = await council.allocated({ agencies: [{ name: "Police" }] });
    await gonePathway(council, caseRef);
    const request = { reason: "offers-not-accepted", evidence: "Six visits.", agencies: [] } as const;
    await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
    const asking = mailTo(council, police);
    expect(asking.subject).toMatch(/^We need your view: referral R-\w+$/);
    expect(asking.text).not.toContain(caseRef);
    expect((await council.case(caseRef)).closure?.asked).toEqual({ police: { first: "2026-11-20" } });
    await said(council, aBounce(asking));
    expect((await council.case(caseRef)).closure?.asked).toEqual({});
    expect(mailTo(council, "duty-desk").subject).toMatch(/please telephone an agency$/);
  });

  it("F37: stays with the duty desk where the mail was one to them in the referrer's stead", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.refer({ referrer: { name: "Odile Farrant", email: null, phone: null } });
    expect(
      await council.decide(caseRef, { decision: "advise", reason: "other-team-fits" }),
    ).not.toHaveProperty("refused");
    await said(council, aBounce(mailTo(council, "duty-desk")));
    expect(await died(council, "duty-desk")).toHaveLength(1);
    expect((await council.history(caseRef)).map(({ type }) => type)).not.toContain("MailReturned");
    expect(council.inbox("mira")).toEqual([expect.stringContaining("please telephone the referrer")]);
  });
});

describe("What is said of a mail besides", () => {
  it("F37: that it is late, could be tried again or was called spam by one of several, is only counted", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    const mail = mailTo(council, "anneke");
    const sent = council.mailer.sent.length;
    const events = [
      aBounce(mail, "Transient"),
      aBounce(mail, "Undetermined"),
      { ...aRejection(mail), eventType: "DeliveryDelay" },
      aComplaint(mail, ["anneke@team.example", "bram@team.example"]),
    ];
    for (const event of events) expect(await said(council, event)).toBe("delayed");
    expect(await said(council, aRejection(mail))).toBe("rejected");
    expect(council.mailer.sent).toHaveLength(sent);
    expect(await died(council, "anneke")).toEqual([]);
  });

  it("F37, A4: about a mail that is not ours is reported without an address, and dropped", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    const { mail, ...rest } = aBounce(mailTo(council, "anneke"));
    expect(await said(council, { ...rest, mail: { ...mail, tags: { mail: ["nobody-wanted-it"] } } })).toBe(
      "foreign",
    );
    expect(await said(council, { ...rest, mail: { ...mail, tags: undefined } })).toBe("foreign");
    expect(await died(council, "anneke")).toEqual([]);
    expect(council.reports).toHaveLength(2);
    expect(JSON.stringify(council.reports)).not.toContain("@");
  });

  it.each([
    ["no JSON", fromSns("anneke@team.example is gone")],
    ["no event", fromSns({ eventType: "anneke@team.example" })],
    [
      "no recipients",
      fromSns({ eventType: "Bounce", mail: { messageId: "1" }, bounce: { bounceType: "Permanent" } }),
    ],
    ["not from SNS", { Records: [{ EventSource: "aws:sqs", body: "anneke@team.example" }] }],
    ["nothing", undefined],
  ])("F37, A4: that does not fit (%s) is an error that quotes nothing", (_what, event) => {
    expect(() => readMailEvents(event)).toThrow(MalformedMailEventError);
    expect(() => readMailEvents(event)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("@") }),
    );
  });

  it("F37: SES's own trial of the topic is no event", () => {
    const trial = "Successfully validated SNS topic for Amazon SES event publishing.";
    expect(readMailEvents(fromSns(trial))).toEqual([]);
  });
});
