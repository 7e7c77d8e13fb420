import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";

export interface AlarmsProps {
  readonly topic: ITopic;
  readonly functions: Readonly<Record<string, IFunction>>;
  readonly machines: Readonly<Record<string, StateMachine>>;
  readonly apiId: string;
  readonly configurationSet: string;
  readonly undelivered: IQueue;
  readonly undeliveredMailEvents: IQueue;
}

interface Condition {
  readonly metric: IMetric;
  readonly says: string;
  /** "over": raised above the limit; "under": raised below it. */
  readonly is: "over" | "under";
  readonly limit: number;
  /** Periods in a row; one when absent. */
  readonly periods?: number;
  /** Whether silence is a reason to ring. When absent silence is good news, because nothing is sent when nothing is wrong. */
  readonly silenceRings?: boolean;
}

/** One stage an account, so these metrics carry no dimension that a function could forget to set. */
const ours = (metricName: string, statistic: string, period: Duration) =>
  new Metric({ namespace: "Holdfast", metricName, statistic, period });

/**
 * What wakes a person. Two kinds: something failed, and something that should have spoken did not (the dead man's alarms of
 * the sweep and the reconciler: a stopped watchman reports nothing wrong, F54).
 */
export class Alarms extends Construct {
  readonly #topic: ITopic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.#topic = props.topic;
    for (const [name, machine] of Object.entries(props.machines)) this.#machine(name, machine);
    for (const [name, handler] of Object.entries(props.functions)) {
      this.#raise(`${name}Failing`, {
        metric: handler.metricErrors({ period: Duration.minutes(5), statistic: "Sum" }),
        says: `${name} ended in an error; a case may be waiting for it`,
        is: "over",
        limit: 0,
      });
    }
    this.#sweep();
    this.#reconciler();
    this.#morning();
    this.#edges(props);
  }

  #raise(id: string, { metric, says, is, limit, periods = 1, silenceRings = false }: Condition): void {
    const alarm = new Alarm(this, id, {
      metric,
      alarmDescription: says,
      comparisonOperator:
        is === "over" ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: limit,
      evaluationPeriods: periods,
      treatMissingData: silenceRings ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  #machine(name: string, machine: StateMachine): void {
    const sum = { period: Duration.minutes(5), statistic: "Sum" };
    this.#raise(`${name}Ended`, {
      metric: new MathExpression({
        expression: "FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)",
        usingMetrics: {
          failed: machine.metricFailed(sum),
          timedOut: machine.metricTimedOut(sum),
          aborted: machine.metricAborted(sum),
        },
        period: Duration.minutes(5),
      }),
      says: `An execution of ${name} failed, timed out or was stopped; the reconciler should start it again within 15 minutes`,
      is: "over",
      limit: 0,
    });
  }

  #sweep(): void {
    const often = Duration.minutes(5);
    this.#raise("IntentParked", {
      metric: ours("IntentsParked", "Maximum", often),
      says: "An effect was tried to its limit and set aside; a person must look (F31)",
      is: "over",
      limit: 0,
    });
    this.#raise("IntentOld", {
      metric: ours("OldestIntentMinutes", "Maximum", often),
      says: "An effect has waited longer than 30 minutes, or the sweep has been silent for 15 (I4)",
      is: "over",
      limit: 30,
      periods: 3,
      silenceRings: true,
    });
  }

  #reconciler(): void {
    const often = Duration.minutes(15);
    this.#raise("ReconcilerSilent", {
      metric: ours("Scanned", "SampleCount", often),
      says: "The reconciler has not reported for 45 minutes; nobody watches over the cases (F54)",
      is: "under",
      limit: 1,
      periods: 3,
      silenceRings: true,
    });
    this.#raise("DailyReconcilerSilent", {
      metric: ours("DailyScanned", "SampleCount", Duration.days(1)),
      says: "The daily reading of every case has not reported for a day; a stale index could hide somebody (F35, F54)",
      is: "under",
      limit: 1,
      silenceRings: true,
    });
    this.#raise("CasesUnlisted", {
      metric: ours("Unlisted", "Maximum", Duration.hours(1)),
      says: "An open case is not in the list of open cases, or owes nothing: nobody will be reminded of it (I2, F35)",
      is: "over",
      limit: 0,
    });
    this.#raise("RepairsLeftOver", {
      metric: ours("RepairsLeftOver", "Maximum", often),
      says: "More executions were missing than one run starts again; that many at once is a fault of ours, or a restore that nobody recorded",
      is: "over",
      limit: 0,
    });
    this.#raise("ReconcileFailed", {
      metric: ours("ReconcileFailed", "Maximum", often),
      says: "A case or a quarantined referral could not be looked at; the log of the reconciler names it",
      is: "over",
      limit: 0,
      periods: 2,
    });
    this.#raise("LongOverdue", {
      metric: ours("OldestOverdue", "Maximum", often),
      says: "Something has been overdue for a fortnight; the list of open cases shows it first (I5, L2)",
      is: "over",
      limit: 14 * 24 * 60,
    });
    this.#raise("CalendarRunningOut", {
      metric: ours("CalendarDaysLeft", "Minimum", Duration.hours(1)),
      says: "Bank holidays are known for less than 400 days ahead; a new calendar must be put in (F25)",
      is: "under",
      limit: 400,
    });
  }

  #morning(): void {
    this.#raise("MorningSilent", {
      metric: ours("MorningLooked", "SampleCount", Duration.days(1)),
      says: "The morning run has not reported for a day; nobody is told whose cases come to them (X-03, F54)",
      is: "under",
      limit: 1,
      silenceRings: true,
    });
    this.#raise("AllClearSilent", {
      metric: ours("AllClearSent", "SampleCount", Duration.days(1)),
      says: "Nobody has tried to send the all-clear for a day: the manager cannot tell that nothing is due from mail that is broken (F54)",
      is: "under",
      limit: 1,
      silenceRings: true,
    });
    this.#raise("AllClearUnsent", {
      metric: ours("AllClearUnsent", "Maximum", Duration.hours(1)),
      says: "The all-clear was not taken by the mail service; reminders may not go either (F36, F54)",
      is: "over",
      limit: 0,
    });
    this.#raise("MorningFailed", {
      metric: ours("MorningFailed", "Maximum", Duration.hours(1)),
      says: "The morning run could not look at somebody; its log names them, and a stand-in may not have been told (X-03)",
      is: "over",
      limit: 0,
    });
  }

  #edges({ apiId, configurationSet, undelivered, undeliveredMailEvents }: AlarmsProps): void {
    this.#raise("ApiFailing", {
      metric: new Metric({
        namespace: "AWS/ApiGateway",
        metricName: "5xx",
        dimensionsMap: { ApiId: apiId, Stage: "$default" },
        statistic: "Sum",
        period: Duration.minutes(5),
      }),
      says: "A request was answered with a 5xx; a sender or a worker was turned away",
      is: "over",
      limit: 0,
    });
    this.#raise("WebhookRefused", {
      metric: ours("WebhookRefused", "Sum", Duration.minutes(15)),
      says: "A run of webhook deliveries was refused: a sender's secret is wrong, or somebody is trying (I6)",
      is: "over",
      limit: 9,
    });
    this.#raise("BearerRefused", {
      metric: ours("BearerRefused", "Sum", Duration.minutes(5)),
      says: "A source that cannot sign was sent a wrong token: its sender is misconfigured, or somebody guesses; replace the token if you do not know which (docs/sources.md)",
      is: "over",
      limit: 0,
    });
    this.#raise("MailBouncing", {
      metric: new Metric({
        namespace: "AWS/SES",
        metricName: "Reputation.BounceRate",
        dimensionsMap: { "ses:configuration-set": configurationSet },
        statistic: "Maximum",
        period: Duration.hours(1),
      }),
      says: "More than 2 % of mails bounce; SES reviews an account at 5 % (F37)",
      is: "over",
      limit: 0.02,
    });
    this.#raise("MailRejected", {
      metric: ours("MailRejected", "Maximum", Duration.minutes(5)),
      says: "The mail service took a mail and then refused to send it; the log names it, and nobody has it (F37)",
      is: "over",
      limit: 0,
    });
    const waiting = { period: Duration.minutes(5), statistic: "Maximum" };
    this.#raise("StartUndelivered", {
      metric: undelivered.metricApproximateNumberOfMessagesVisible(waiting),
      says: "A schedule could not start its function, and what it wanted waits in the queue (F33)",
      is: "over",
      limit: 0,
    });
    this.#raise("MailEventUndelivered", {
      metric: undeliveredMailEvents.metricApproximateNumberOfMessagesVisible(waiting),
      says: "What became of a mail could not be noted and waits in the queue: somebody may not have been told (F37, I5)",
      is: "over",
      limit: 0,
    });
  }
}
