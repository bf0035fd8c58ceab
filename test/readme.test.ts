import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { detailReads } from '../lambda/domain/detail-reads';
import { reads } from '../lambda/domain/reads';
import { scanPolicy } from '../lambda/domain/permissions';

test('the permissions allow every read that is made without being opted in to, and nothing else', () => {
  const { Statement } = scanPolicy({ partition: 'aws-cn', account: '111122223333' });
  const allowed = Statement.flatMap((one) => [...one.Action, ...one.Resource]);

  for (const read of [...Object.values(reads), ...Object.values(detailReads)]) {
    if (read.permission === null) continue;
    const { permission } = read;
    const resource = 'path' in permission ? `arn:aws-cn:apigateway:*::${permission.path}` : permission.action;
    expect([read.operation, allowed.includes(resource)]).toEqual([read.operation, !('optIn' in read)]);
  }
  expect(allowed.filter((text) => /^\w+:\*/.test(text) || text.includes('arn:aws:'))).toEqual([]);
});

test('the README links only to what exists', () => {
  const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');

  expect(links.length).toBeGreaterThan(5);
  for (const link of links)
    expect(() =>
      readFileSync(
        resolve(__dirname, '..', link.replace(/docs\/decisions$/, 'docs/decisions/0001-pace-without-a-burst.md')),
      ),
    ).not.toThrow();
});
