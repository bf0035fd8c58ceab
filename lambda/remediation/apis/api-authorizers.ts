/** Authorizers of HTTP and WebSocket APIs. */
import { sh } from '../shell';
import type { AuthorizerAccess } from './authorizers';
import { exportOf, type Place } from './commands';
import { type ApiModel, withApi } from './model';
import { snapshotCautions } from './snapshot';

export function apiAuthorizers(place: Place): AuthorizerAccess<ApiModel> {
  const { apiId, region } = place;
  return {
    user: 'route',
    authorizersOf: ({ api }) => api.authorizers,
    usersOf: ({ api }) =>
      api.routes.map(({ id, key, authorizerId }) => ({
        name: key,
        authorizerId,
        pointAt: (authorizer: string) =>
          sh`aws apigatewayv2 update-route --api-id ${apiId} --route-id ${id} --authorizer-id ${authorizer} --region ${region}`,
      })),
    withAuthorizers: (model, keptFor, gone) =>
      withApi(model, (api) => ({
        ...api,
        routes: api.routes.map((route) => ({
          ...route,
          authorizerId: keptFor.get(route.authorizerId ?? '') ?? route.authorizerId,
        })),
        authorizers: api.authorizers.filter(({ id }) => !gone.has(id)),
      })),
    exports: [exportOf('authorizers', place), exportOf('routes', place)],
    deleteOne: (id) =>
      sh`aws apigatewayv2 delete-authorizer --api-id ${apiId} --authorizer-id ${id} --region ${region}`,
    cautions: ({ api }) => snapshotCautions(api),
  };
}
