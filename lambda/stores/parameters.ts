/** The Parameter Store: where Slack's token is kept. */
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { sdkConfig } from '../domain/sdk-config';

/** @returns the value in clear text; `null` where there is no such parameter @throws what AWS refuses */
export async function readSecret(name: string): Promise<string | null> {
  const client = new SSMClient(sdkConfig());
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter?.Value ?? null;
  } catch (error) {
    if (error instanceof ParameterNotFound) return null;
    throw error;
  } finally {
    client.destroy();
  }
}
