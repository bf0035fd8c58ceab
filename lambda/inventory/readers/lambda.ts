/** AWS Lambda. One call says what the whole Region may run and how much of it is reserved. */
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { type LambdaAccount } from '../../domain/resources';
import { type RegionClients } from '../clients';
import { present } from '../pages';

export async function lambdaAccount({ lambda, signal: abortSignal }: RegionClients): Promise<LambdaAccount> {
  const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}), { abortSignal });
  return {
    concurrency: present(AccountLimit?.ConcurrentExecutions, 'AccountLimit.ConcurrentExecutions'),
    unreservedConcurrency: present(
      AccountLimit?.UnreservedConcurrentExecutions,
      'AccountLimit.UnreservedConcurrentExecutions',
    ),
    functionCount: present(AccountUsage?.FunctionCount, 'AccountUsage.FunctionCount'),
  };
}
