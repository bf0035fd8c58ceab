/** Authorizers of REST APIs: methods name them. */
import { sh } from '../shell';
import type { AuthorizerAccess } from './authorizers';
import type { Place } from './commands';
import { AFTER_DEPLOYMENT, exportRest } from './rest-commands';
import type { RestModel } from './rest-model';

export function restAuthorizers(place: Place): AuthorizerAccess<RestModel> {
  const { apiId, region } = place;
  return {
    user: 'method',
    authorizersOf: ({ api }) => api.authorizers,
    usersOf: ({ api }) =>
      api.resources.flatMap(({ id, path, methods }) =>
        methods.map(({ method, authorizerId }) => ({
          name: `${method} ${path}`,
          authorizerId,
          pointAt: (authorizer: string) =>
            sh`aws apigateway update-method --rest-api-id ${apiId} --resource-id ${id} --http-method ${method} --patch-operations ${`op=replace,path=/authorizerId,value=${authorizer}`} --region ${region}`,
        })),
      ),
    withAuthorizers: (model, keptFor, gone) => ({
      ...model,
      api: {
        ...model.api,
        resources: model.api.resources.map((resource) => ({
          ...resource,
          methods: resource.methods.map((method) => ({
            ...method,
            authorizerId: keptFor.get(method.authorizerId ?? '') ?? method.authorizerId,
          })),
        })),
        authorizers: model.api.authorizers.filter(({ id }) => !gone.has(id)),
      },
    }),
    exports: [exportRest('authorizers', place), exportRest('resources', place)],
    deleteOne: (id) =>
      sh`aws apigateway delete-authorizer --rest-api-id ${apiId} --authorizer-id ${id} --region ${region}`,
    cautions: () => [AFTER_DEPLOYMENT],
  };
}
