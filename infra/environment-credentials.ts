/**
 * Stands in for the SDK's chain of credential providers in every bundle. Lambda gives a function its role in three
 * variables and in no other way; the rest of the chain (profiles, sign-in, metadata services) is 90 kB that a cold start
 * would load and that only an intruder could use.
 *
 * Its name and shape are those of `defaultProvider` in `@aws-sdk/credential-provider-node`.
 *
 * @throws when a variable is missing: outside Lambda and the local host there is no role to have.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error("the environment holds no AWS credentials");
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};
