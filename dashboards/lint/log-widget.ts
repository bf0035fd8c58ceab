import { logFields, logMessages } from '../../lambda/domain/telemetry';
import type { LogWidget } from '../body';
import { type Command, fieldsIn, parseLogQuery, type Value } from '../expressions';

/** What Logs Insights adds to every event. */
const SYSTEM_FIELDS = ['@timestamp'];
const written: ReadonlySet<string> = new Set([...Object.values(logFields), ...SYSTEM_FIELDS]);
const messages: readonly string[] = Object.values(logMessages);

export function lintLogWidget({ properties }: LogWidget): string[] {
  let commands: readonly Command[];
  try {
    commands = parseLogQuery(properties.query).commands;
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  let known = written;
  return commands.flatMap((command) => {
    const findings = [
      ...readBy(command)
        .filter((field) => !known.has(field))
        .map((field) => `no line has a field ${field}`),
      ...(command.kind === 'filter' ? wrongMessages(command.condition) : []),
    ];
    known = knownAfter(command, known);
    return findings;
  });
}

function readBy(command: Command): readonly string[] {
  switch (command.kind) {
    case 'filter':
      return fieldsIn(command.condition);
    case 'fields':
      return command.columns.flatMap(({ value }) => fieldsIn(value));
    case 'stats':
      return [...command.columns.flatMap(({ value }) => fieldsIn(value)), ...command.by];
    case 'sort':
      return command.keys.map(({ field }) => field);
    case 'limit':
      return [];
  }
}

/** After `stats` there is only what it made. */
function knownAfter(command: Command, known: ReadonlySet<string>): ReadonlySet<string> {
  if (command.kind === 'fields') return new Set([...known, ...command.columns.map(({ alias }) => alias)]);
  return command.kind === 'stats' ? new Set([...command.columns.map(({ alias }) => alias), ...command.by]) : known;
}

/** `message = "…"` with something that no line says. */
function wrongMessages(condition: Value): string[] {
  if (condition.kind !== 'binary') return [];
  const { operator, left, right } = condition;
  if (operator === 'and' || operator === 'or') return [...wrongMessages(left), ...wrongMessages(right)];
  const isMessage = left.kind === 'field' && left.name === logFields.message && right.kind === 'literal';
  return isMessage && !messages.includes(String(right.value)) ? [`no line has the message "${right.value}"`] : [];
}
