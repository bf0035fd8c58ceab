import { tableDefinition } from '../../cli/demo-table';
import { templateOf } from '../support/stack';

test('the table of the demonstration, of benchmarks and of tests has the keys and the index of the stack', () => {
  const [table] = Object.values(templateOf().findResources('AWS::DynamoDB::Table'));

  const { TableName: _, ...definition } = tableDefinition('any');
  expect(table?.['Properties']).toMatchObject(definition);
});
