import { Stack } from "aws-cdk-lib";
import { CfnApi, CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnPermission, type IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { physicalName } from "../names.ts";
import { keptLogs } from "./kept-logs.ts";

export interface HttpApiProps {
  readonly stage: string;
  readonly key: IKey;
  /** Who signs the tokens of staff, and for whom. */
  readonly tokens: { readonly issuer: string; readonly audience: string };
}

/** What the access log says of a request: the route and not the path, no address, and of the caller the staff id only (A4). */
const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  at: "$context.requestTime",
  route: "$context.routeKey",
  status: "$context.status",
  latency: "$context.responseLatency",
  by: "$context.authorizer.claims.sub",
  refusal: "$context.authorizer.error",
  fault: "$context.integrationErrorMessage",
});

/**
 * The HTTP API, each route of it by name: what is not listed is not there, and answers 404 before any code of ours runs.
 * An HTTP API takes no firewall, so the stage's throttle is the limit on what a stranger can make us do.
 */
export class HttpApi extends Construct {
  readonly apiId: string;
  readonly #api: CfnApi;
  readonly #authorizer: CfnAuthorizer;

  constructor(scope: Construct, id: string, { stage, key, tokens }: HttpApiProps) {
    super(scope, id);
    this.#api = new CfnApi(this, "Api", { name: physicalName(stage, "api"), protocolType: "HTTP" });
    this.#api.overrideLogicalId("Api");
    this.apiId = this.#api.ref;
    this.#authorizer = new CfnAuthorizer(this, "StaffTokens", {
      apiId: this.apiId,
      name: "staff-tokens",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: tokens.issuer, audience: [tokens.audience] },
    });
    this.#authorizer.overrideLogicalId("StaffTokens");
    const logs = keptLogs(this, "AccessLogs", key, `/aws/vendedlogs/apis/${physicalName(stage, "api")}`);
    new CfnStage(this, "Stage", {
      apiId: this.apiId,
      stageName: "$default",
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingBurstLimit: 50,
        throttlingRateLimit: 25,
        detailedMetricsEnabled: true,
      },
      accessLogSettings: { destinationArn: logs.logGroupArn, format: accessLogFormat },
    }).overrideLogicalId("ApiStage");
  }

  /**
   * Sends routes (`METHOD /path`) to a function.
   *
   * @param name PascalCase; with it the routes' logical ids begin
   * @param access "staff" asks for a valid token; "signed" lets a request through, because its signature is the function's to check; "open" answers anybody
   */
  serve(
    name: string,
    target: IFunction,
    access: "staff" | "signed" | "open",
    routes: readonly string[],
  ): void {
    const { account, region } = Stack.of(this);
    const integration = new CfnIntegration(this, `${name}Integration`, {
      apiId: this.apiId,
      integrationType: "AWS_PROXY",
      integrationUri: target.functionArn,
      payloadFormatVersion: "2.0",
    });
    integration.overrideLogicalId(`${name}Integration`);
    for (const routeKey of routes) {
      const logicalId = `Route${routeKey.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next = "") => next.toUpperCase())}`;
      new CfnRoute(this, logicalId, {
        apiId: this.apiId,
        routeKey,
        target: `integrations/${integration.ref}`,
        ...(access === "staff"
          ? { authorizationType: "JWT", authorizerId: this.#authorizer.ref }
          : { authorizationType: "NONE" }),
      }).overrideLogicalId(logicalId);
    }
    new CfnPermission(this, `${name}Permission`, {
      action: "lambda:InvokeFunction",
      functionName: target.functionArn,
      principal: "apigateway.amazonaws.com",
      sourceArn: `arn:aws:execute-api:${region}:${account}:${this.apiId}/*`,
    });
  }
}
