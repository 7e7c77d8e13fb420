/** A fictional member of staff, who can sign in to this laptop's host. */
export interface TeamMember {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Who stands in; every chain of deputies ends at the duty desk. */
  readonly deputy: string | null;
  /** The kind of post, as the service's policy names it (CST-09). */
  readonly post?: string;
  readonly workingDays?: readonly number[];
  readonly weeklyHours?: number;
  readonly places?: number;
  /** The council they work for, where it is not the team's own. */
  readonly council?: string;
}

/** The council that the team works for; it goes into every token. */
export const council = "milton-keynes";
export const service = "community-support-team";
/** The team is in post from the first Monday of 2026. */
export const startsOn = "2026-01-05";

/** A Community Support Team of the twelve posts of CST-09, and who is around it. Everybody in it is invented; desks come first, because the others lead to them. */
export const team: readonly TeamMember[] = [
  { id: "wk-duty-desk", name: "Duty desk", roles: ["duty"], deputy: null },
  { id: "wk-out-of-hours", name: "Out-of-hours desk", roles: ["out-of-hours"], deputy: "wk-duty-desk" },
  {
    id: "wk-roz-ledger",
    name: "Roz Ledger (roster administrator)",
    roles: ["roster-admin"],
    deputy: "wk-duty-desk",
  },
  // Those who look after the whole, and hold no case: the records, the machines, the law on what is kept.
  { id: "wk-otto-linden", name: "Otto Linden (auditor)", roles: ["auditor"], deputy: "wk-duty-desk" },
  { id: "wk-vera-sparrow", name: "Vera Sparrow (operator)", roles: ["operator"], deputy: "wk-duty-desk" },
  {
    id: "wk-nell-orchard",
    name: "Nell Orchard (information governance)",
    roles: ["information-governance"],
    deputy: "wk-duty-desk",
  },
  { id: "wk-dara-crown", name: "Dara Crown (director)", roles: ["director"], deputy: "wk-duty-desk" },
  {
    id: "wk-sana-field",
    name: "Sana Field (service manager)",
    roles: ["service-manager"],
    deputy: "wk-dara-crown",
  },
  {
    id: "wk-mina-harbour",
    name: "Mina Harbour (deputy manager)",
    roles: ["supervisor"],
    deputy: "wk-sana-field",
  },
  {
    id: "wk-joss-thorne",
    name: "Joss Thorne (manager)",
    roles: ["manager", "supervisor"],
    post: "manager",
    deputy: "wk-mina-harbour",
  },
  {
    id: "wk-ada-quill",
    name: "Ada Quill (social worker)",
    roles: ["worker"],
    post: "social-worker",
    deputy: "wk-ben-marlow",
  },
  {
    id: "wk-ben-marlow",
    name: "Ben Marlow (social worker)",
    roles: ["worker"],
    post: "social-worker",
    deputy: "wk-cora-vale",
  },
  {
    id: "wk-cora-vale",
    name: "Cora Vale (social worker)",
    roles: ["worker"],
    post: "social-worker",
    deputy: "wk-dev-lattice",
  },
  {
    id: "wk-dev-lattice",
    name: "Dev Lattice (social worker)",
    roles: ["worker"],
    post: "social-worker",
    deputy: "wk-mina-harbour",
  },
  {
    id: "wk-edie-fern",
    name: "Edie Fern (support worker)",
    roles: ["worker"],
    post: "support-worker",
    deputy: "wk-finn-barrow",
  },
  {
    id: "wk-finn-barrow",
    name: "Finn Barrow (support worker)",
    roles: ["worker"],
    post: "support-worker",
    deputy: "wk-gwen-tarn",
  },
  {
    id: "wk-gwen-tarn",
    name: "Gwen Tarn (support worker)",
    roles: ["worker"],
    post: "support-worker",
    workingDays: [1, 2, 3],
    weeklyHours: 16,
    places: 7,
    deputy: "wk-mina-harbour",
  },
  {
    id: "wk-hari-brook",
    name: "Hari Brook (housing welfare officer)",
    roles: ["worker"],
    post: "housing-welfare-officer",
    deputy: "wk-isla-penn",
  },
  {
    id: "wk-isla-penn",
    name: "Isla Penn (housing welfare officer)",
    roles: ["worker"],
    post: "housing-welfare-officer",
    deputy: "wk-mina-harbour",
  },
  {
    id: "wk-kit-arden",
    name: "Kit Arden (tenancy sustainment officer)",
    roles: ["worker"],
    post: "tenancy-sustainment-officer",
    deputy: "wk-lena-moss",
  },
  {
    id: "wk-lena-moss",
    name: "Lena Moss (tenancy sustainment officer)",
    roles: ["worker"],
    post: "tenancy-sustainment-officer",
    deputy: "wk-mina-harbour",
  },
];

/** Somebody of another council, to see from outside that its staff find nothing of this one. Not on the roster. */
const visitor: TeamMember = {
  id: "nb-rowan-vale",
  name: "Rowan Vale (manager of another council)",
  roles: ["manager"],
  deputy: null,
  council: "northborough",
};

/** Everybody who can sign in here. */
export const everybody: readonly TeamMember[] = [...team, visitor];

/** The team in an order in which whoever stands in for somebody is there before them. */
export function deputiesFirst(members: readonly TeamMember[] = team): readonly TeamMember[] {
  const placed = new Set<TeamMember>();
  const place = (member: TeamMember): void => {
    const deputy = members.find(({ id }) => id === member.deputy);
    if (deputy && !placed.has(deputy)) place(deputy);
    placed.add(member);
  };
  for (const member of members) place(member);
  return [...placed];
}

/** Who seeds an empty roster. */
export const rosterAdmin = "wk-roz-ledger";

/** An address that no mail can ever reach. */
export const emailOf = ({ id }: TeamMember): string =>
  `${id.replace(/^wk-/, "").replaceAll("-", ".")}@cst.example`;
