import { examples } from "#shared/contracts/examples.ts";
import { emergencyCall } from "#shared/contracts/requests/emergency.ts";
import { decidePerson } from "#shared/usecases/decide-person.ts";
import { attachForm, recordEmergency } from "#shared/usecases/record-emergency.ts";
import type { Council } from "#test/support/council.ts";
import { aReferral, winston } from "#test/support/referrals.ts";
import { actor } from "#test/support/staff.ts";

const must = ({ refused }: { readonly refused?: { readonly name: string } | undefined }): void => {
  if (refused) throw new Error(`A world could not be made: ${refused.name}`);
};

const alike = async (council: Council): Promise<string> => {
  await council.refer();
  return council.refer({ submissionId: "FIRE-7", person: winston });
};

const telephoned = async (council: Council): Promise<string> => {
  const call = emergencyCall.parse(examples.EmergencyCall);
  const recorded = await recordEmergency(council.ports(), actor("duty-desk"), call, council.at);
  if ("refused" in recorded) throw new Error("The call was refused");
  await council.machines.settle();
  return recorded.caseRef;
};

/** Cases at points of the way in at which somebody may be told no. */
export const referralLives: Readonly<Record<string, (council: Council) => Promise<string>>> = {
  async "telephoned, with a form that came"(council) {
    const caseRef = await telephoned(council);
    await council.refer({ submissionId: "FORM-1" });
    return caseRef;
  },
  async "telephoned, with its form attached"(council) {
    const caseRef = await telephoned(council);
    const { reference } = await council.receive(JSON.stringify(aReferral({ submissionId: "FORM-2" })));
    await council.machines.settle();
    must(await attachForm(council.ports(), actor("mira"), caseRef, reference, council.at));
    return caseRef;
  },
  async "advised, with a referrer to telephone"(council) {
    const referrer = { name: "Odile Farrant", email: null, phone: "07700 900101" };
    const caseRef = await council.refer({ submissionId: "FORM-3", referrer });
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    await council.advanceMinutes(30);
    return caseRef;
  },
  "perhaps somebody whom we know": alike,
  async "found to be somebody whom we know"(council) {
    const caseRef = await alike(council);
    const [caseOf = ""] = (await council.case(caseRef)).possibleDuplicates;
    const found = { caseRef: caseOf, decision: "same-person", words: "The same door." } as const;
    must(await decidePerson(council.ports(), actor("duty-desk"), caseRef, found, council.at));
    return caseRef;
  },
};
