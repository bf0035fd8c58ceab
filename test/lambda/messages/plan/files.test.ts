import fc from 'fast-check';
import { planFiles, planFolder } from '../../../../lambda/messages/plan/files';
import { planDocument } from '../../../../lambda/messages/plan/markdown';
import { renderPlan } from '../../../../lambda/messages/plan/terminal';
import { deletion, option, plan, split } from '../../../support/plans';
import { hostilePlan } from './hostile';

const RUNS = { numRuns: 100, seed: 6 };

const namesOf = (all: Parameters<typeof planFiles>[0]): string[] => planFiles(all).map(({ name }) => name);
const withArtefacts = (...names: string[]) => {
  const artefacts = names.map((name) => ({ name, language: 'text', title: 'A file', text: name }) as const);
  return { ...plan, steps: [{ ...deletion, artefacts }], options: [{ ...option, artefacts: artefacts.slice(0, 1) }] };
};

test('a plan is its long form, and each artefact by itself, in the order of the steps', () => {
  expect(planFiles(plan)).toEqual([
    { name: 'plan.md', text: planDocument(plan) },
    { name: 'delete-unused-integrations.sh', text: deletion.artefacts[0]?.text },
    { name: 'apis.json', text: '{ "apis": [] }\n' },
    { name: 'front-door.ts', text: 'export const behaviours = [];\n' },
  ]);
});

test('of files with one name all are kept, and every form of the plan calls them as they are called', () => {
  const twice = withArtefacts('undo.sh', 'plan.md', 'undo.sh');

  expect(namesOf(twice)).toEqual(['plan.md', 'undo.sh', '2-plan.md', '2-undo.sh', '3-undo.sh']);
  for (const name of namesOf(twice).slice(1)) {
    expect(planDocument(twice)).toContain(`\`${name}\`: A file`);
    expect(renderPlan(twice, { width: 80, colour: false })).toContain(`> ${name}: A file`);
  }
});

test.each([
  ['../../etc/cron.d/x', 'etc-cron-d-x.txt'],
  ['/etc/passwd.sh', 'etc-passwd.sh'],
  ['C:\\Windows.ts', 'c-windows.ts'],
  ['Queue Limit.sh', 'queue-limit.sh'],
  ['', 'file.txt'],
  ['..', 'file.txt'],
  ['.sh', 'file.sh'],
  ['-rf.sh', 'rf.sh'],
  ['__proto__', 'proto.txt'],
])('%j becomes the file %s', (name, file) => {
  expect(namesOf(withArtefacts(name))[1]).toBe(file);
});

test('a long name is cut', () => {
  expect(namesOf(withArtefacts(`${'a'.repeat(5000)}.sh`))[1]).toBe(`${'a'.repeat(100)}.sh`);
});

test('a file reads as it runs: nothing in it is unseen or turns text around', () => {
  const artefacts = [
    { name: 'a.sh', language: 'sh', title: 'A', text: 'a\r\nb\tc\u202ed\u001b[2Je\rf\n\n\n' },
  ] as const;
  const [, file] = planFiles({ ...plan, steps: [{ ...split, artefacts }] });

  expect(file?.text).toBe('a\nb\tc\ufffdd\ufffd[2Je\nf\n');
});

test('whatever others name, the files have names of their own that lead nowhere else', () => {
  fc.assert(
    fc.property(hostilePlan, (one) => {
      const names = namesOf(one);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9-]{0,110}\.[a-z]{1,5}$/);
      expect(planFolder(one)).toMatch(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,398}[A-Za-z0-9])?$/);
      expect(planFolder(one)).not.toContain('..');
    }),
    RUNS,
  );
});

test('a folder is named after the Region, the quota and the resource', () => {
  expect(planFolder(plan)).toBe('us-east-1-http-api-integrations-a1b2c3d4e5');
  expect(planFolder({ ...plan, resource: null })).toBe('us-east-1-http-api-integrations');
  const domain = (id: string) => planFolder({ ...plan, resource: { type: 'domain-name', id, name: id } });
  expect(domain('api.example.com')).toBe('us-east-1-http-api-integrations-api.example.com');
  expect(domain('api-example.com')).not.toBe(domain('api.example.com'));
  expect(domain('../../x')).toBe('us-east-1-http-api-integrations-.-.-x');
});
