import { readMailEvents } from "#shared/contracts/mail-events.ts";
import { type Noted, noteMailEvent } from "#shared/usecases/note-mail-event.ts";
import { scheduled } from "../../runtime/scheduled.ts";

export const handler = scheduled(
  "mail-events",
  async (ports, at, event) => {
    const noted: Noted[] = [];
    for (const mailEvent of readMailEvents(event)) noted.push(await noteMailEvent(ports, mailEvent, at));
    return (what: Noted) => noted.filter((each) => each === what).length;
  },
  (count) => ({
    MailReturned: count("returned"),
    MailDelayed: count("delayed"),
    MailRejected: count("rejected"),
    MailForeign: count("foreign"),
  }),
);
