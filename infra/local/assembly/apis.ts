import { asList, asNumber, asRecord, asText, optionalText } from "../json.ts";
import { HostProblem } from "../problem.ts";
import { functionArn, identityOf } from "./identities.ts";
import type { ApiPart, AuthorizerPart, RoutePart } from "./parts.ts";
import type { Resource, Texts } from "./stack.ts";

/** An HTTP API with its routes, their integrations and JWT authorizers. */
export function readApi(texts: Texts, api: Resource, resources: readonly Resource[]): ApiPart {
  const { logicalId, properties, stack } = api;
  if (properties.ProtocolType !== "HTTP") throw new HostProblem(`The API ${logicalId} is not an HTTP API.`);
  for (const unsupported of ["Body", "BodyS3Location", "CorsConfiguration", "Target", "RouteKey"]) {
    if (properties[unsupported] !== undefined) {
      throw new HostProblem(`The API ${logicalId} has ${unsupported}, which the local host does not read.`);
    }
  }
  const id = identityOf(texts, api).ref;
  const routes = resources.filter(
    ({ type, ...route }) =>
      type === "AWS::ApiGatewayV2::Route" && texts.resolve(stack, route.properties.ApiId) === id,
  );
  return { id, routes: routes.map((route) => readRoute(texts, route)) };
}

function readRoute(texts: Texts, route: Resource): RoutePart {
  const { logicalId, stack } = route;
  const properties = asRecord(texts.resolve(stack, route.properties), logicalId);
  const key = asText(properties.RouteKey, `${logicalId}: RouteKey`);
  const target = asText(properties.Target, `${logicalId}: Target`).replace("integrations/", "");
  const integration = asRecord(texts.resolve(stack, pick(stack.resources.get(target), target)), target);
  if (integration.IntegrationType !== "AWS_PROXY" || integration.PayloadFormatVersion !== "2.0") {
    throw new HostProblem(`The route ${key} is not a function with payload format 2.0.`);
  }
  const uri = asText(integration.IntegrationUri, `${target}: IntegrationUri`);
  const type = optionalText(properties.AuthorizationType, logicalId) ?? "NONE";
  if (type !== "NONE" && type !== "JWT")
    throw new HostProblem(`The route ${key} is authorized by ${type}; the local host knows JWT only.`);
  if (asList(properties.AuthorizationScopes).length > 0)
    throw new HostProblem(`The route ${key} asks for scopes, which the local host does not check.`);
  const authorizer = asText(properties.AuthorizerId ?? "", `${logicalId}: AuthorizerId`);
  return {
    key,
    functionArn: functionArn(texts, /functions\/(arn:.*)\/invocations$/.exec(uri)?.[1] ?? uri),
    timeoutMs: asNumber(integration.TimeoutInMillis ?? 30_000, `${target}: TimeoutInMillis`),
    ...(type === "JWT"
      ? { authorizer: readAuthorizer(texts, stack.resources.get(authorizer), authorizer) }
      : {}),
  };
}

function readAuthorizer(texts: Texts, resource: Resource | undefined, id: string): AuthorizerPart {
  const properties = asRecord(
    resource === undefined ? undefined : texts.resolve(resource.stack, resource.properties),
    `The authorizer ${id}`,
  );
  const jwt = asRecord(properties.JwtConfiguration, `${id}: JwtConfiguration`);
  if (
    properties.AuthorizerType !== "JWT" ||
    asList(properties.IdentitySource).join() !== "$request.header.Authorization"
  ) {
    throw new HostProblem(
      `The authorizer ${id} is not a JWT authorizer that reads the Authorization header.`,
    );
  }
  return { issuer: asText(jwt.Issuer, `${id}: Issuer`), audience: asList(jwt.Audience).map(String) };
}

function pick(resource: Resource | undefined, id: string): unknown {
  if (resource?.type === "AWS::ApiGatewayV2::Integration") return resource.properties;
  throw new HostProblem(`A route leads to the integration ${id}, which is not in the template.`);
}
