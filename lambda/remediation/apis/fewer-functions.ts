/** One function for all that belongs together, instead of one for each route. */
import type { ApiDetails, IntegrationDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { type ApiModel, type Class, classesOf, countDropped, routesByIntegration, withMerged } from './model';
import { areaOf, commonDepth } from './route-key';
import { textTable } from './text-table';

export function fewerFunctions(): Remedy<ApiModel> {
  return {
    id: 'fewer-functions',
    effort: 'code',
    propose: ({ api: now, unsplit }) => {
      // Whoever does this needs no split.
      const api = unsplit ?? now;
      const classes = byArea(api).filter((one) => functionsOf(one).length > 1);
      const most = countDropped(classes);
      if (most === 0) return [];
      const depth = commonDepth(api);
      const routes = routesByIntegration(api);
      const areaOfClass = ({ keep }: Class): string => {
        const first = routes.get(keep.id)?.[0];
        return first === undefined ? '' : areaOf(first, depth);
      };
      const largest = classes.toSorted((a, b) => b.drop.length - a.drop.length);
      return [
        {
          kind: 'option',
          apply: (model) => ({ ...model, api: withMerged(api, classes), beside: [], unsplit: null }),
          text: {
            title: words`Let one function serve all below each of ${plural(classes.length, 'path')}${unsplit === null ? '' : ' instead of a split'}: at most ${most} integrations fewer`,
            details: [
              words`Most have ${listed(largest.map((one) => code(areaOfClass(one))))}: a function there takes all routes below the path`,
            ],
            cautions: [
              words`It is a change of code: larger packages, and permissions, alarms and memory that several routes share`,
            ],
            undo: null,
            artefacts: [
              {
                name: 'functions-by-path.txt',
                language: 'text',
                title: 'The functions below each path',
                text: textTable(
                  ['Path', 'Functions', 'Which'],
                  largest.map((one) => {
                    const names = functionsOf(one);
                    return [areaOfClass(one), names.length, names.join(', ')];
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

function functionsOf({ keep, drop }: Class): readonly string[] {
  return [...new Set([keep, ...drop].map(({ target }) => target))];
}

/** Functions all of whose routes are below one path, by that path. */
function byArea(api: ApiDetails): readonly Class[] {
  const depth = commonDepth(api);
  const routes = routesByIntegration(api);
  return classesOf(api, ({ id, type, functionName }: IntegrationDetails) => {
    if (functionName === null || type !== 'AWS_PROXY') return null;
    const [area, ...others] = new Set((routes.get(id) ?? []).map((route) => areaOf(route, depth)));
    return area === undefined || others.length > 0 || area === '$default' ? null : area;
  });
}
