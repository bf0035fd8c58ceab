/** The tree of the prefixes at which an API can be cut. */
import type { PrefixSegment } from './request';
import type { Template } from './template';

/** `literal`: what any front door can tell apart. `segments`: also behind parameters. */
export type Cuts = 'literal' | 'segments';

export interface Node {
  readonly prefix: readonly PrefixSegment[];
  readonly parent: Node | null;
  readonly children: readonly Node[];
  /** Indices of the routes that no deeper prefix separates: an atom, it stays together. */
  readonly routes: readonly number[];
}

/** Depth first, every node before what is below it. The same for any order of the routes. */
export type Tree = readonly [Node, ...Node[]];

interface Draft {
  readonly segment: PrefixSegment;
  readonly children: Map<PrefixSegment, Draft>;
  readonly routes: number[];
}

interface Growing extends Node {
  readonly children: Node[];
}

export function treeOf(templates: readonly Template[], cuts: Cuts): Tree {
  const top = draft(null);
  for (const [index, template] of templates.entries()) {
    let place = top;
    for (const segment of cuttable(template, cuts)) {
      const next = place.children.get(segment) ?? draft(segment);
      place.children.set(segment, next);
      place = next;
    }
    place.routes.push(index);
  }
  return grown(top);
}

const draft = (segment: PrefixSegment): Draft => ({ segment, children: new Map(), routes: [] });

/**
 * Literal prefixes end before the first parameter. They also end before the empty segment of a slash at the end: whatever
 * writes `/pets/` as a prefix means all of `/pets/…`.
 */
function cuttable({ segments }: Template, cuts: Cuts): readonly PrefixSegment[] {
  if (cuts === 'segments') return segments;
  const end = segments.findIndex((segment) => segment === null || segment === '');
  return end === -1 ? segments : segments.slice(0, end);
}

/** Without recursion: a path may be as deep as it likes. */
function grown(top: Draft): Tree {
  const root: Growing = { prefix: [], parent: null, children: [], routes: top.routes };
  const below: Node[] = [];
  const open = [{ draft: top, node: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    if (node !== root) below.push(node);
    const drafts = [...next.draft.children.values()].toSorted((a, b) => compareSegments(a.segment, b.segment));
    const grownUp = drafts.map((child) => ({
      draft: child,
      node: { prefix: [...node.prefix, child.segment], parent: node, children: [], routes: child.routes },
    }));
    node.children.push(...grownUp.map((child) => child.node));
    open.push(...grownUp.toReversed());
  }
  return [root, ...below];
}

/** Literal before parameter, then by code unit: no locale. */
function compareSegments(one: PrefixSegment, other: PrefixSegment): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -1 : 1;
}

/** The node itself and all above it. */
export function* upwards(node: Node): Generator<Node> {
  for (let place: Node | null = node; place !== null; place = place.parent) yield place;
}

/**
 * The nodes that a rule from elsewhere in the tree could catch, since a parameter is beside a literal: `/a/{id}` is a prefix
 * of `/a/b` too. With all nodes whose rules could, their own among them, in the order in which rules are tried.
 */
export function crossedIn(tree: Tree): ReadonlyMap<Node, readonly Node[]> {
  const crossed = new Map<Node, readonly Node[]>();
  // The nodes at the same depth that a node is under.
  const peersOf = new Map<Node, readonly Node[]>([[tree[0], [tree[0]]]]);
  for (const node of tree) {
    const { parent } = node;
    if (parent === null) continue;
    const segment = node.prefix.at(-1);
    const around = (peersOf.get(parent) ?? []).flatMap(({ children }) => children);
    const peers = around.filter(({ prefix }) => prefix.at(-1) === segment || prefix.at(-1) === null);
    peersOf.set(node, peers);
    if (peers.length > 1)
      crossed.set(
        node,
        [...upwards(node)].flatMap((place) => peersOf.get(place) ?? []),
      );
    else if (crossed.has(parent)) crossed.set(node, [node, ...(crossed.get(parent) ?? [])]);
  }
  return crossed;
}
