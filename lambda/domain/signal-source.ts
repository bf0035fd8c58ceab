/**
 * What only somebody who has opted in is told, by credentials of their own: what a function's role allows, what its traces show, which
 * distributions there are. A scan never asks for any of it.
 */
import type { Distribution, FunctionSignals } from './details';
import type { Read } from './read';

export const signalKinds = ['iam', 'x-ray', 'cloudfront'] as const;
export type SignalKind = (typeof signalKinds)[number];

/** Of one Region; distributions are the account's. Each is asked once, and a failure is a value. */
export interface SignalSource {
  signals(functionName: string): Promise<Read<FunctionSignals>>;
  distributions(): Promise<Read<readonly Distribution[]>>;
}
