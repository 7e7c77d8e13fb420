/** Says a kebab-case name in PascalCase: `request-review` becomes `RequestReview`. */
export const pascalCase = (name: string): string =>
  name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** The name that people and ARNs see: `holdfast-prod-support-stage`. */
export const physicalName = (stage: string, name: string): string => `holdfast-${stage}-${name}`;

/** The variable that carries a workflow's ARN: `support-stage` becomes `MACHINE_SUPPORT_STAGE`. */
export const machineVariable = (workflow: string): string =>
  `MACHINE_${workflow.toUpperCase().replaceAll("-", "_")}`;
