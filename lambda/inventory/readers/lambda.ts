/** AWS Lambda. One call says what the whole Region may run and how much of it is reserved. */
import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { RegionValues } from '../../domain/reads';
import type { LambdaAccount } from '../../domain/resources';
import type { RegionClients } from '../clients';
import { everyPage, present } from '../pages';

export async function lambdaAccount({ lambda, signal: abortSignal }: RegionClients): Promise<LambdaAccount> {
  const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}), { abortSignal });
  return {
    concurrency: present(AccountLimit?.ConcurrentExecutions, 'AccountLimit.ConcurrentExecutions'),
    unreservedConcurrency: present(
      AccountLimit?.UnreservedConcurrentExecutions,
      'AccountLimit.UnreservedConcurrentExecutions',
    ),
    functionCount: present(AccountUsage?.FunctionCount, 'AccountUsage.FunctionCount'),
    storage: present(AccountUsage?.TotalCodeSize, 'AccountUsage.TotalCodeSize'),
    storageLimit: present(AccountLimit?.TotalCodeSize, 'AccountLimit.TotalCodeSize'),
  };
}

/** Names only: everything else of the answer, such as environment variables with their values, is dropped here. */
export async function lambdaFunctions({
  lambda,
  signal: abortSignal,
}: RegionClients): Promise<RegionValues['lambda-functions']> {
  const all = await everyPage(
    async (Marker) => {
      // AWS gives 50 at the most, whatever is asked for.
      const page = await lambda.send(new ListFunctionsCommand({ Marker, MaxItems: 50 }), { abortSignal });
      return { items: page.Functions, next: page.NextMarker };
    },
    (one) => one.FunctionName,
  );
  return all.map(({ FunctionName }) => {
    const name = present(FunctionName, 'FunctionName');
    return { id: name, name };
  });
}

export async function functionConcurrency(
  { lambda, signal: abortSignal }: RegionClients,
  FunctionName: string,
): Promise<number | null> {
  const command = new GetFunctionConcurrencyCommand({ FunctionName });
  const { ReservedConcurrentExecutions } = await lambda.send(command, { abortSignal });
  return ReservedConcurrentExecutions ?? null;
}
