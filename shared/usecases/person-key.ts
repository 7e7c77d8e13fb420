import type { DocumentKey } from "#shared/ports.ts";

export const personKey = (council: string, personRef: string): DocumentKey => ({
  council,
  kind: "person",
  id: personRef,
});
