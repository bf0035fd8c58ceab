/** Integrations with one target that differ in something: a person can tell whether they have to. */
import type { IntegrationDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { equalityKey } from './fields';
import { type ApiModel, type Class, classesOf, countDropped, routesByIntegration, withApi, withMerged } from './model';
import { textTable } from './text-table';

/** Only the names of what differs are shown: the values may be secrets. */
export function nearDuplicates(): Remedy<ApiModel> {
  return {
    id: 'align-integrations',
    effort: 'configuration',
    propose: ({ api }) => {
      const classes = classesOf(api, ({ type, subtype, target, fields }) =>
        target === '' || equalityKey(fields) === null ? null : JSON.stringify([type, subtype, target]),
      ).filter((one) => differences(one).length > 0);
      const most = countDropped(classes);
      if (most === 0) return [];
      const routes = routesByIntegration(api);
      const differing = [...new Set(classes.flatMap(differences))].toSorted().map(code);
      return [
        {
          kind: 'option',
          apply: (model) => withApi(model, (before) => withMerged(before, classes)),
          text: {
            title: words`Make ${plural(most + classes.length, 'integration')} with ${plural(classes.length, 'target')} equal, then merge them: at most ${most} fewer`,
            details: [
              words`They differ in ${listed(differing, 6)}; the list says which differ in what`,
              words`Where the target's address is among them, they reach another version, alias or query of it`,
            ],
            cautions: [words`Each difference may have its reason: look at both values before you change one`],
            undo: null,
            artefacts: [
              {
                name: 'almost-equal-integrations.txt',
                language: 'text',
                title: 'Integrations with the same target, and in what they differ',
                text: textTable(
                  ['Target', 'Integration', 'Differs in', 'Routes'],
                  classes.flatMap((one) => {
                    const fields = differences(one).join(', ');
                    return [one.keep, ...one.drop].map(({ id, target }) => [
                      target,
                      id,
                      fields,
                      (routes.get(id) ?? []).map(({ key }) => key).join(', '),
                    ]);
                  }),
                ),
              },
            ],
          },
        },
      ];
    },
  };
}

/** The fields that are not the same in all of them. */
function differences({ keep, drop }: Class): string[] {
  const all = [keep, ...drop].map(({ fields }: IntegrationDetails) => new Map(Object.entries(fields)));
  const names = [...new Set(all.flatMap((fields) => [...fields.keys()]))].toSorted();
  return names.filter((name) => new Set(all.map((fields) => fields.get(name))).size > 1);
}
