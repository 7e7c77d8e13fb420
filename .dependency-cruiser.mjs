/**
 * Who may import whom: the table of docs/architecture as rules. Each room names what it may reach, and everything else is
 * refused, so a new package or folder is a decision and not an accident. test/architecture/layers.test.ts plants a violation
 * of every rule.
 */

const packages = (...names) => `(^|/)node_modules/(@types/)?(${names.join("|")})/`;
const nodeItself = { dependencyTypesNot: ["core"] };

/** One rule for a room: nothing but `may`, which is a list of paths. `besides` allows Node's own modules as well. */
const room = (name, from, may, besides = {}) => ({
  name,
  severity: "error",
  from: typeof from === "string" ? { path: from } : from,
  to: { pathNot: may, ...besides },
});

const handlerPackages = packages("@middy", "zod", "hono", "standardwebhooks", "aws-lambda");

const rooms = [
  room("domain-imports-itself", { path: "^shared/domain/", pathNot: "^shared/domain/calendar-day\\.ts$" }, [
    "^shared/domain/",
  ]),
  room("only-the-calendar-counts-days", "^shared/domain/calendar-day\\.ts$", [
    "^shared/domain/",
    packages("temporal-polyfill"),
  ]),
  room("services-and-contracts-are-data", "^shared/(services|contracts)/", [
    "^shared/(services|contracts|domain)/",
    packages("zod"),
  ]),
  room("ports-and-mail-know-the-domain", "^shared/(ports\\.ts$|mail/)", [
    "^shared/(domain|mail)/",
    "^shared/ports\\.ts$",
  ]),
  // A hash is arithmetic: of Node's modules it is the one that reaches nothing outside.
  room("use-cases-know-ports-only", "^shared/usecases/", [
    "^shared/(usecases|domain|contracts|mail)/",
    "^shared/ports\\.ts$",
    "^(node:)?crypto$",
  ]),
  room(
    "adapters-keep-the-ports",
    "^shared/adapters/",
    ["^shared/(adapters|domain|contracts)/", "^shared/ports\\.ts$", packages("@aws-sdk")],
    nodeItself,
  ),
  room("the-language-stands-alone", "^workflows/asl/", ["^workflows/asl/", packages("jsonata")]),
  room("workflows-are-definitions", "^workflows/(?!asl/)[^/]+/", [
    "^workflows/asl/",
    "^workflows/[^/]+/definition\\.ts$",
    "^shared/contracts/",
    "^shared/domain/policy",
  ]),
  room("the-registry-lists-workflows", "^workflows/[^/]+\\.ts$", ["^workflows/"], nodeItself),
  room(
    "the-runtime-serves-functions",
    "^functions/runtime/",
    ["^functions/runtime/", "^shared/", handlerPackages],
    nodeItself,
  ),
  room(
    "a-function-keeps-to-itself",
    { path: "^functions/((?:operations/)?[^/]+)/", pathNot: "^functions/runtime/" },
    ["^functions/$1/", "^functions/runtime/", "^shared/", handlerPackages],
    nodeItself,
  ),
  room(
    "infra-names-functions-by-path",
    { path: "^infra/", pathNot: "^infra/local/" },
    [
      "^infra/(?!local/)",
      "^workflows/",
      "^shared/(contracts|services)/",
      // What an engineer runs to put a restored table back goes through the same adapter as everything else.
      "^shared/adapters/dynamodb/(client|put-back)\\.ts$",
      packages("aws-cdk-lib", "constructs", "cdk-nag", "esbuild"),
    ],
    nodeItself,
  ),
  room(
    "the-host-reads-the-template",
    "^infra/local/",
    [
      "^infra/local/",
      "^infra/synth\\.ts$",
      "^workflows/asl/",
      packages("dynalite", "jose", "jsonata", "temporal-polyfill"),
    ],
    nodeItself,
  ),
];

const refusal = (name, from, to) => ({ name, severity: "error", from, to });

const everywhere = [
  refusal("no-circles", {}, { circular: true }),
  refusal("nothing-imports-tests", { pathNot: "^test/" }, { path: "^test/" }),
  refusal("no-barrels", {}, { path: "/index\\.ts$", pathNot: ["^workflows/index\\.ts$", "node_modules"] }),
  refusal("only-adapters-call-aws", { pathNot: "^(shared/adapters|test)/" }, { path: packages("@aws-sdk") }),
  refusal(
    "across-rooms-by-alias",
    { path: "^(infra|functions|workflows|shared|test)/" },
    {
      path: "^(infra|functions|workflows|shared|test)/",
      pathNot: "^$1/",
      dependencyTypesNot: ["aliased-subpath-import"],
    },
  ),
  refusal("every-import-resolves", {}, { couldNotResolve: true }),
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [...rooms, ...everywhere],
  options: {
    // TypeScript 7 has no JavaScript API: left to itself the tool finds no modules at all and is content.
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".mts", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
  },
};
