/** What a plan does not know without the list of functions. */
import type { Read } from '../../domain/read';
import { code, type Words, words } from '../../domain/words';

export function functionsUnread(
  users: 'routes' | 'methods',
  functions: Exclude<Read<unknown>, { status: 'read' }> | null,
): Words {
  const what = words`Whether the functions behind the ${users} still exist`;
  if (functions === null) return words`${what}: nobody asked for the list of functions`;
  return functions.status === 'gone' ? what : words`${what}: ${code(functions.reason)}`;
}
