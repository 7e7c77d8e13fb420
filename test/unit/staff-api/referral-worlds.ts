import { decidePerson } from "#shared/usecases/decide-person.ts";
import type { Council } from "#test/support/council.ts";
import { winston } from "#test/support/referrals.ts";
import { actor } from "#test/support/staff.ts";

const must = ({ refused }: { readonly refused?: { readonly name: string } | undefined }): void => {
  if (refused) throw new Error(`A world could not be made: ${refused.name}`);
};

const alike = async (council: Council): Promise<string> => {
  await council.refer();
  return council.refer({ submissionId: "FIRE-7", person: winston });
};

/** Cases at points of the way in at which somebody may be told no. */
export const referralLives: Readonly<Record<string, (council: Council) => Promise<string>>> = {
  "perhaps somebody whom we know": alike,
  async "found to be somebody whom we know"(council) {
    const caseRef = await alike(council);
    const [caseOf = ""] = (await council.case(caseRef)).possibleDuplicates;
    const found = { caseRef: caseOf, decision: "same-person", words: "The same door." } as const;
    must(await decidePerson(council.ports(), actor("duty-desk"), caseRef, found, council.at));
    return caseRef;
  },
};
