/** The details of a described Region, read over the real protocols in virtual time. */
import { setMaxListeners } from 'node:events';
import type { DetailSource } from '../../../../lambda/domain/detail-source';
import { createInventory, type Inventory } from '../../../../lambda/inventory';
import type { RegionInput, Sandbox, SandboxOptions } from '../../../../sandbox';
import { account, clock } from '../../../support/account';

export const REGION = 'eu-west-1';
export const ACCOUNT = '123456789012';

const inventories: Inventory[] = [];
afterAll(() => {
  for (const inventory of inventories.splice(0)) inventory.close();
});

export interface Described {
  readonly sandbox: Sandbox;
  /** From now on no paced call is begun. */
  readonly close: () => void;
  readonly source: DetailSource;
}

export async function described(region: RegionInput, options: Partial<SandboxOptions> = {}): Promise<Described> {
  const sandbox = await account({ account: { accountId: ACCOUNT, regions: { [REGION]: region } }, ...options });
  const closing = new AbortController();
  const over = new AbortController().signal;
  // Every call listens to it; Node would take more than ten for a leak.
  setMaxListeners(0, closing.signal, over);
  const inventory = createInventory({ clock, closing: closing.signal, over, controlPlaneShare: 1 });
  inventories.push(inventory);
  return { sandbox, close: () => closing.abort(), source: inventory.details(REGION) };
}

/** What was asked, in the order of its name; a page is a call of its own. */
export function asked({ calls }: Sandbox): string[] {
  return calls.map(({ service, operation }) => `${service}:${operation}`).toSorted();
}
