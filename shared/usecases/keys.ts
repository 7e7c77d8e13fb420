import type { DocumentKey } from "#shared/ports.ts";

/** Where the documents of a council stand that many use cases read. */
export const caseKey = (council: string, caseRef: string): DocumentKey => ({
  council,
  kind: "case",
  id: caseRef,
});

export const referralKey = (council: string, referralRef: string): DocumentKey => ({
  council,
  kind: "referral",
  id: referralRef,
});

export const personKey = (council: string, personRef: string): DocumentKey => ({
  council,
  kind: "person",
  id: personRef,
});
