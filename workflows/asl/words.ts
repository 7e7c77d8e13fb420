/** A name as a person reads it: `AwaitAllocationMeeting` is "Await allocation meeting", `handed-over` "handed over". */
export function inWords(name: string, firstLetter: "upper" | "lower" = "upper"): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
  return firstLetter === "upper" ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}
