import type { Read } from '../../domain/read';

/** One read as a value, named by its operation. */
export type Ask = <T>(read: { readonly operation: string }, call: () => Promise<T>) => Promise<Read<T>>;
