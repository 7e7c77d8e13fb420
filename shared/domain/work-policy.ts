/** One of a closed list that a service words itself: what is stored, and what a person reads. */
export interface Listed {
  readonly id: string;
  readonly title: string;
}

/** A line of the support catalogue (CST-16), with the days that an objective under it may note. */
export interface CatalogueLine extends Listed {
  readonly dates: readonly Listed[];
}

/** What the plan of a service may say (CST-12 to CST-16, CLX-13). */
export interface PlanPolicy {
  /** Whether a plan is owed from the allocation on; a service may work without one. */
  readonly isOwed: boolean;
  readonly catalogue: readonly CatalogueLine[];
  /** What every plan says something about before it is submitted (CST-15). */
  readonly earlyFocus: readonly Listed[];
  readonly accommodation: readonly Listed[];
}

/** Everything about plan and work that a service may change (A7). */
export interface WorkPolicy {
  readonly plan: PlanPolicy;
}

export const isListed = (list: readonly Listed[], id: string): boolean => list.some((each) => each.id === id);
