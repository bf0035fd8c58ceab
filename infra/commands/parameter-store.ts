/** The Parameter Store: where what is deployed is found, and where Slack's token is kept. */
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { sdkConfig } from '../../lambda/domain/sdk-config';

/** @returns `null` where there is no such parameter @throws what AWS refuses */
export async function parameter(region: string, name: string): Promise<string | null> {
  return await withClient(region, async (client) => {
    try {
      const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
      return Parameter?.Value ?? null;
    } catch (error) {
      if (error instanceof ParameterNotFound) return null;
      throw error;
    }
  });
}

/** As a SecureString under the account's own key for the Parameter Store, which costs nothing. @throws what AWS refuses */
export async function putSecret(region: string, name: string, value: string): Promise<void> {
  await withClient(region, async (client) => {
    await client.send(new PutParameterCommand({ Name: name, Value: value, Type: 'SecureString', Overwrite: true }));
  });
}

async function withClient<T>(region: string, use: (client: SSMClient) => Promise<T>): Promise<T> {
  const client = new SSMClient({ ...sdkConfig(), region });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
