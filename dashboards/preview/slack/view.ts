/** What a channel shows, in plain types: whoever has a workspace, real or not, can hand it over as it is. */

export interface SlackChannelView {
  /** Without `#`. */
  readonly name: string;
  /** In order; a broadcast reply is among them and in its thread. */
  readonly messages: readonly SlackMessageView[];
}

export interface SlackMessageView extends SlackReplyView {
  readonly replies: readonly SlackReplyView[];
}

export interface SlackReplyView {
  /** Slack's time stamp: seconds since 1970, as in `1795166100.000200`. */
  readonly ts: string;
  /** Who wrote it; the app, if not given. */
  readonly user?: string;
  /** Shown when there are no blocks. */
  readonly text: string;
  readonly blocks: readonly SlackBlockView[];
  /** A reply that also stands in the channel. */
  readonly broadcast: boolean;
  readonly edited: object | null;
  readonly reactions: readonly SlackReactionView[];
  readonly files: readonly SlackFileView[];
  /** It stands there without its content because it has replies. */
  readonly deleted: boolean;
}

/** As it was sent. */
export interface SlackBlockView {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface SlackReactionView {
  /** Without colons, as in `eyes`. */
  readonly name: string;
  readonly users: readonly string[];
}

export interface SlackFileView {
  readonly name: string;
  readonly title: string;
  readonly content: Uint8Array;
}

/** Who is who. */
export interface SlackPeople {
  /** The user that the app is; if not given, everything is the app's. */
  readonly app?: string;
  /** By user, as in `U0123456789`. Without a name the page shows that. */
  readonly names?: ReadonlyMap<string, string>;
}
