import { announceCover } from "#shared/usecases/announce-cover.ts";
import { scheduled } from "../../runtime/scheduled.ts";

export const handler = scheduled("morning", announceCover, ({ looked, failed }) => ({
  MorningLooked: looked,
  MorningFailed: failed,
}));
