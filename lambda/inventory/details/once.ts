/** Nothing is asked twice, also what failed: several plans of one Region want the same. */
import type { Clock } from '../../domain/clock';
import type { Read } from '../../domain/read';
import { older } from './ask';

export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

export function onceEach<K extends string, T>(ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const answers = new Map<K, Promise<T>>();
  return (key) => {
    const known = answers.get(key);
    if (known) return known;
    const answer = ask(key);
    answers.set(key, answer);
    return answer;
  };
}

/** For what is asked for with lists: the same, in the same order, are asked for once. A Map counts by what is in it. */
export function onceFor<Parts extends readonly unknown[], T>(
  ask: (...parts: Parts) => Promise<T>,
): (...parts: Parts) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (...parts) => {
    const key = JSON.stringify(parts, (_, value: unknown) => (value instanceof Map ? [...value] : value));
    const answer = answers.get(key) ?? ask(...parts);
    answers.set(key, answer);
    return answer;
  };
}

/**
 * For what is asked for by many ids at once: only those that nobody asked for yet. They come in the order in which they are wanted
 * now; what AWS does not know is left out.
 */
export function onceOfMany<T>(
  clock: Clock,
  idOf: (one: T) => string,
  ask: (ids: readonly string[]) => Promise<Read<readonly T[]>>,
): (ids: readonly string[]) => Promise<Read<readonly T[]>> {
  const asked = new Map<string, Promise<Read<readonly T[]>>>();
  return async (ids) => {
    const wanted = new Set(ids);
    const fresh = [...wanted].filter((id) => !asked.has(id));
    if (fresh.length > 0) {
      const answer = ask(fresh);
      for (const id of fresh) asked.set(id, answer);
    }
    const answers = await Promise.all(new Set([...wanted].flatMap((id) => asked.get(id) ?? [])));
    const found = new Map<string, T>();
    let at = clock.now().toISOString();
    for (const answer of answers) {
      if (answer.status !== 'read') return answer;
      for (const one of answer.value) found.set(idOf(one), one);
      at = older(at, answer.at);
    }
    return { status: 'read', value: [...wanted].flatMap((id) => found.get(id) ?? []), at };
  };
}
