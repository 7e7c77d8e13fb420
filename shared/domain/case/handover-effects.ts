import type { Intent } from "../intent.ts";
import { type Case, trackOf } from "./case.ts";
import type { HandoverEvent } from "./handover-events.ts";
import { mail } from "./mail-intent.ts";

/** Who is told of a handover: whoever is asked, whoever asked where the answer is no, and at its end both and their partner. */
export function handoverEffects(before: Case, event: HandoverEvent, after: Case): readonly Intent[] {
  const { caseRef } = after;
  switch (event.type) {
    case "HandoverOffered": {
      const { commitment, to, part } = event;
      const due = trackOf(after, `commitment-${commitment}`)?.obligation?.due ?? event.at;
      const message = { kind: "handover-offered", caseRef, part, due } as const;
      return [mail(after, `handover/${commitment}/offered`, { staff: to }, message)];
    }
    case "HandoverEnded": {
      const { handover } = before;
      if (event.as !== "declined" || !handover) return [];
      const message = { kind: "handover-declined", caseRef } as const;
      return [mail(after, `handover/${handover.commitment}/declined`, { staff: handover.by }, message)];
    }
    case "CaseHandedOver": {
      const { from, to, part, how, at } = event;
      const partner = part === "worker" ? after.supervisor : after.worker;
      const tell = (staff: string, way: "to-you" | "from-you" | "beside-you") =>
        mail(after, `handover/${at}/${way}`, { staff }, { kind: "case-handed-over", caseRef, part, way });
      return [
        tell(to, "to-you"),
        // Whoever has left reads nothing any more, and whoever stands in for them no longer holds it.
        ...(how === "accepted" ? [tell(from, "from-you")] : []),
        ...(partner ? [tell(partner, "beside-you")] : []),
      ];
    }
  }
}
