import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { reads } from '../lambda/domain/reads';
import { catalogue } from '../lambda/quotas';

const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');

test('the policy in the README allows exactly what the declared reads need', () => {
  const permissions = Object.values(reads).flatMap(({ permission }) => (permission ? [permission] : []));
  const paths = permissions.flatMap((permission) => ('path' in permission ? [permission.path] : []));
  const others = permissions.flatMap((permission) => ('path' in permission ? [] : [permission.action]));

  const policy: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '');

  expect(policy).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'apigateway:GET',
        Resource: [...new Set(paths)].toSorted().map((path) => `arn:aws:apigateway:*::${path}`),
      },
      { Effect: 'Allow', Action: [...new Set(others)].toSorted(), Resource: '*' },
    ],
  });
});

test('the README names every quota of the catalogue', () => {
  expect(catalogue.map((quota) => quota.id).filter((id) => !readme.includes(`\`${id}\``))).toEqual([]);
});
