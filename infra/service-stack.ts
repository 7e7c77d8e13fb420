import { CfnOutput, CfnParameter, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { areaNames, openRoutes, routesByArea, webhookRoute } from "#shared/contracts/routes.ts";
import { sources } from "#shared/services/sources.ts";
import { workflows } from "#workflows/index.ts";
import type { Bundle } from "./bundles.ts";
import { Alarms } from "./constructs/alarms.ts";
import { encryptedTopic } from "./constructs/encrypted-topic.ts";
import { HttpApi } from "./constructs/http-api.ts";
import { Mail } from "./constructs/mail.ts";
import { Schedule } from "./constructs/schedule.ts";
import { ServiceFunction } from "./constructs/service-function.ts";
import { WebhookSecrets } from "./constructs/webhook-secrets.ts";
import { executionsArn, machineArn, WorkflowMachine } from "./constructs/workflow-machine.ts";
import type { DataStack } from "./data-stack.ts";
import { type FunctionDefinition, functions, staffFunction } from "./functions.ts";
import { machineVariable, pascalCase } from "./names.ts";

export interface ServiceStackProps extends StackProps {
  readonly stage: string;
  readonly data: DataStack;
  readonly bundles: readonly Bundle[];
}

/**
 * Everything that loses no case when it goes: executions end with their machines, and the reconciler starts each case
 * again from its document. The machines and their logs are kept when the stack is deleted, so a new stack of the same
 * stage must import them first.
 */
export class ServiceStack extends Stack {
  readonly #stage: string;
  readonly #data: DataStack;
  readonly #functions: ReadonlyMap<string, ServiceFunction>;

  constructor(scope: Construct, id: string, { stage, data, bundles, ...props }: ServiceStackProps) {
    super(scope, id, props);
    this.#stage = stage;
    this.#data = data;
    const parameter = (name: string, description: string) =>
      new CfnParameter(this, name, { description, minLength: 1 }).valueAsString;
    const issuer = parameter("TokenIssuer", "Issuer (URL) of the tokens of staff");
    const audience = parameter("TokenAudience", "Audience that a token of staff must name");
    const mailFrom = parameter("MailFrom", "Verified address that mail comes from");
    const serviceUrl = parameter("ServiceUrl", "Where staff open the service; links in mail begin with it");

    const mail = new Mail(this, "Mail", { stage, key: data.key, from: mailFrom });
    const secrets = new WebhookSecrets(this, "WebhookSecrets", data.key, sources);
    this.#functions = new Map(
      functions.map((definition) => [definition.name, this.#function(definition, bundles, mail, serviceUrl)]),
    );
    for (const { name } of functions.filter(({ readsWebhookSecrets }) => readsWebhookSecrets)) {
      secrets.allow(this.#named(name));
    }

    const machines: Record<string, StateMachine> = {};
    for (const workflow of workflows) {
      const functionArn = (task: string) => this.#named(task).function.functionArn;
      machines[pascalCase(workflow.name)] = new WorkflowMachine(this, {
        stage,
        workflow,
        key: data.key,
        functionArn,
      }).machine;
    }

    const api = new HttpApi(this, "HttpApi", { stage, key: data.key, tokens: { issuer, audience } });
    api.serve("ReferralWebhook", this.#named("referral-webhook").function, "signed", [webhookRoute]);
    for (const area of areaNames) {
      const name = staffFunction(area);
      api.serve(pascalCase(name), this.#named(name).function, "staff", routesByArea[area]);
    }
    api.serve("ApiDescription", this.#named("api-description").function, "open", openRoutes);

    const undelivered = this.#deadLetters("UndeliveredStarts");
    this.#schedules(undelivered);
    const undeliveredMailEvents = this.#deadLetters("UndeliveredMailEvents");
    mail.report(this.#named("mail-events"), undeliveredMailEvents);

    new Alarms(this, "Alarms", {
      topic: encryptedTopic(this, "AlarmTopic", data.key, "cloudwatch.amazonaws.com"),
      functions: Object.fromEntries(
        [...this.#functions].map(([name, { function: handler }]) => [pascalCase(name), handler]),
      ),
      machines,
      apiId: api.apiId,
      configurationSet: mail.configurationSet,
      undelivered,
      undeliveredMailEvents,
    });
    new CfnOutput(this, "ApiUrl", { value: `https://${api.apiId}.execute-api.${this.region}.amazonaws.com` });
  }

  #named(name: string): ServiceFunction {
    const found = this.#functions.get(name);
    if (!found) throw new Error(`no function is named ${name}; infra/functions.ts lists them`);
    return found;
  }

  #function(
    definition: FunctionDefinition,
    bundles: readonly Bundle[],
    mail: Mail,
    serviceUrl: string,
  ): ServiceFunction {
    const code = bundles.find(({ name }) => name === definition.name)?.folder;
    if (!code) throw new Error(`${definition.name} was not bundled`);
    const { caseTable, historyTable, mailRecordTable, referenceKey, key } = this.#data;
    const made = new ServiceFunction(this, { stage: this.#stage, definition, code, key });
    if (!definition.decides) return made;

    // No deletes anywhere, and on the history nothing that could change a line (A2).
    made.bindTable(caseTable.table, {
      variable: "CASE_TABLE",
      actions: [
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:Query",
        ...(definition.reconciles ? (["dynamodb:Scan"] as const) : []),
      ],
      indexes: definition.indexes,
    });
    made.bindTable(historyTable.table, {
      variable: "HISTORY_TABLE",
      actions: ["dynamodb:PutItem", ...(definition.readsHistory ? (["dynamodb:Query"] as const) : [])],
    });
    made.bindTable(mailRecordTable.table, {
      variable: "MAIL_RECORD_TABLE",
      actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem"],
    });
    made.useKey(key);
    made.knows("REFERENCE_KEY_SECRET", referenceKey.secretArn);
    made.may(["secretsmanager:GetSecretValue"], [referenceKey.secretArn]);
    made.knows("SERVICE_URL", serviceUrl);
    mail.allow(made);
    this.#workflows(made, definition);
    return made;
  }

  /** Who decides may start an episode and answer a wait; only the reconciler and an operator ask what is running. */
  #workflows(made: ServiceFunction, { asksWhatRuns }: FunctionDefinition): void {
    const arns = workflows.map(({ name }) => machineArn(this, this.#stage, name));
    for (const [index, { name }] of workflows.entries()) made.knows(machineVariable(name), arns[index] ?? "");
    made.may(
      ["states:StartExecution", "states:SendTaskSuccess", ...(asksWhatRuns ? ["states:ListExecutions"] : [])],
      arns,
    );
    if (asksWhatRuns) {
      made.may(
        ["states:DescribeExecution"],
        workflows.map(({ name }) => executionsArn(this, this.#stage, name)),
      );
    }
  }

  #deadLetters(id: string): Queue {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
  }

  #schedules(undelivered: Queue): void {
    const common = { stage: this.#stage, undelivered };
    new Schedule(this, {
      ...common,
      name: "sweep",
      purpose: "Dispatches what a crash left undone",
      expression: "rate(5 minutes)",
      target: this.#named("sweep").function,
      input: {},
      maximumAge: Duration.minutes(5),
    });
    new Schedule(this, {
      ...common,
      name: "reconciler-frequent",
      purpose: "Looks for cases that are late and that nothing backs",
      expression: "rate(15 minutes)",
      target: this.#named("reconciler").function,
      input: { kind: "frequent" },
      maximumAge: Duration.minutes(15),
    });
    new Schedule(this, {
      ...common,
      name: "morning",
      purpose: "Tells who stands in for whom today, and each manager how the day begins",
      expression: "cron(30 6 * * ? *)",
      target: this.#named("morning").function,
      input: {},
      maximumAge: Duration.hours(6),
    });
    new Schedule(this, {
      ...common,
      name: "reconciler-daily",
      purpose: "Compares every case with every running execution",
      expression: "cron(30 5 * * ? *)",
      target: this.#named("reconciler").function,
      input: { kind: "daily" },
      maximumAge: Duration.hours(6),
    });
  }
}
