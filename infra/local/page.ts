import type { HistoryEvent } from "#workflows/asl/execution.ts";
import type { ReceivedMail } from "./aws/ses.ts";
import type { ListedExecution } from "./machine-host.ts";

/** Plain pages for a person who wants to look; the JSON beside them is for programs. */
export function startPage(now: string, frozen: boolean, mails: number, executions: number): string {
  return page(
    "Holdfast on this machine",
    `<p>This is the local host: it runs the template that deploys to AWS, with nothing of AWS. Everybody in it is invented.</p>
<dl>
<dt>Its clock</dt><dd><time datetime="${now}">${london(now)}</time> in London; ${frozen ? "it moves only on request" : "it moves with the wall clock"}.</dd>
<dt>Inbox</dt><dd><a href="/_local/pages/inbox">${mails} ${mails === 1 ? "mail" : "mails"}</a></dd>
<dt>Executions</dt><dd><a href="/_local/pages/executions">${executions} ${executions === 1 ? "execution" : "executions"}</a></dd>
</dl>
<h2>For programs</h2>
<ul>
<li><a href="/_local/config">GET /_local/config</a>: the sources of referrals with their signing secrets, and the staff</li>
<li>POST /_local/sign-in with <code>{"as": "wk-ada-quill"}</code>: a token for the staff API</li>
<li><a href="/_local/clock">GET /_local/clock</a>, and POST with <code>{"by": "P14D"}</code> or <code>{"to": "2026-11-17T09:00:00Z"}</code></li>
<li><a href="/_local/inbox">GET /_local/inbox</a></li>
<li><a href="/_local/executions">GET /_local/executions</a>; one by its name, with its events; DELETE stops it</li>
<li><a href="/api/v1/openapi.json">GET /api/v1/openapi.json</a>: the service's own API, described</li>
</ul>
<p>docs/local.md describes all of it.</p>`,
  );
}

export function inboxPage(mails: readonly ReceivedMail[]): string {
  const list = mails
    .toReversed()
    .map(
      ({ at, to, subject, text }) =>
        `<article><h2>${safe(subject)}</h2><p><time datetime="${at}">${london(at)}</time>, to ${safe(to.join(", "))}</p><pre>${safe(text)}</pre></article>`,
    );
  return page("Inbox", list.join("\n") || "<p>No mail yet.</p>");
}

export function executionsPage(executions: readonly ListedExecution[]): string {
  const rows = executions
    .toReversed()
    .map(
      ({ name, machine, status, step, startedAt }) =>
        `<tr><th scope="row"><a href="/_local/pages/executions/${encodeURIComponent(name)}">${safe(name)}</a></th><td>${safe(machine)}</td><td>${safe(status)}</td><td>${safe(step ?? "")}</td><td>${london(startedAt)}</td></tr>`,
    );
  return page("Executions", table(["Name", "Workflow", "Status", "Step", "Started"], rows));
}

export function executionPage(
  { name, status, step }: ListedExecution,
  events: readonly HistoryEvent[],
): string {
  const rows = events.map(({ id, timestamp, type, previousEventId: _, ...details }) => {
    const detail = JSON.stringify(Object.values(details)[0] ?? {});
    return `<tr><th scope="row">${id}</th><td>${london(timestamp)}</td><td>${safe(type)}</td><td><code>${safe(detail)}</code></td></tr>`;
  });
  return page(
    `Execution ${name}`,
    `<p>${safe(status)}${step ? `, at ${safe(step)}` : ""}</p>${table(["No.", "When", "Event", "Details"], rows)}`,
  );
}

function table(headings: readonly string[], rows: readonly string[]): string {
  const head = headings.map((heading) => `<th scope="col">${heading}</th>`).join("");
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

function page(title: string, body: string): string {
  const style =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}" +
    "table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem;border-bottom:1px solid #767676}" +
    "pre,code{white-space:pre-wrap;overflow-wrap:anywhere}dt{font-weight:bold}a{color:#00437a}";
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(title)}</title><style>${style}</style></head>
<body><nav aria-label="Local host"><a href="/_local">Start</a> · <a href="/_local/pages/inbox">Inbox</a> · <a href="/_local/pages/executions">Executions</a></nav>
<main><h1>${safe(title)}</h1>
${body}
</main></body></html>
`;
}

const londonTime = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "full",
  timeStyle: "short",
  timeZone: "Europe/London",
});
function london(instant: string): string {
  // "Tuesday, 1 December" is how the formatter writes it; we write "Tuesday 1 December".
  return londonTime.format(Date.parse(instant)).replace(",", "");
}

function safe(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
