/** The details of a Region of a described account, asked for as a plan does. */
import type { DetailSource } from '../../../../lambda/domain/detail-source';
import { createInventory } from '../../../../lambda/inventory';
import { clock } from '../../../support/account';

const opened: { close(): void }[] = [];

afterAll(() => {
  for (const one of opened.splice(0)) one.close();
});

export function detailsOf(region: string): DetailSource {
  const never = () => new AbortController().signal;
  const inventory = createInventory({ clock, closing: never(), over: never(), controlPlaneShare: 1 });
  opened.push(inventory);
  return inventory.details(region);
}
