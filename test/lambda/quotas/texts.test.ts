/** What is said of the subject of an incident. */
import { ownObservations } from '../../../lambda/domain/known-ids';
import { textOf } from '../../../lambda/quotas/texts';

test.each(ownObservations)('%s has a title of its own, and at most three steps', (id) => {
  const { title, remedy } = textOf({ kind: 'observation', id });

  expect(title).not.toBe(id);
  expect(remedy.length).toBeGreaterThan(0);
  expect(remedy.length).toBeLessThanOrEqual(3);
});
